import { activityInfo, heartbeat, sleep } from '@temporalio/activity';
import type { Connection } from '../store/connections/connections';
import type { LedgerDeps } from '../ledger/ledger-request';
import type { ActivityPorts } from './ports';

/** What the ledger works with inside an activity of the connection. */
export function ledgerDeps(ports: ActivityPorts, connection: Connection): LedgerDeps {
  const info = activityInfo();
  return {
    store: ports.store,
    timing: connection.settings.timing,
    caller: { runId: info.workflowExecution?.runId ?? '', attempt: info.attempt },
    pause: async (ms) => {
      heartbeat();
      await sleep(ms);
    },
  };
}
