import { activityInfo, heartbeat, sleep } from '@temporalio/activity';
import type { PostingTiming } from '../clients/erp-adapter';
import type { LedgerDeps } from '../ledger/ledger-request';
import type { ActivityPorts } from './ports';

/** What the ledger works with inside an activity. */
export function ledgerDeps(ports: ActivityPorts, timing: PostingTiming): LedgerDeps {
  const info = activityInfo();
  return {
    store: ports.store,
    timing,
    caller: { runId: info.workflowExecution?.runId ?? '', attempt: info.attempt },
    pause: async (ms) => {
      heartbeat();
      await sleep(ms);
    },
  };
}
