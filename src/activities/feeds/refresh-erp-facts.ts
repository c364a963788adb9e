import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { readFacts } from '../steps/plan-with-facts';
import { readPeriodEnds } from './read-period-ends';

/** Reads again, in a fresh session, the master data that held documents wait for, and now and then the calendar where something follows it. */
export function createRefreshErpFacts(ports: ActivityPorts) {
  const { store } = ports;
  return async function refreshErpFacts(scope: Scope): Promise<{ read: number; isNewCalendar: boolean }> {
    const { connection, waitedFor, feeds } = await store.inTenant(scope.tenantId, async (tx) => {
      const connection = await tx.connections.load(scope.connectionId);
      const causes = await tx.holds.openCauseKeys(scope);
      return {
        connection,
        waitedFor: await tx.erpFacts.waitedFor(scope, causes),
        feeds: await tx.feeds.list(scope),
      };
    });
    const isNewCalendar = await readPeriodEnds(ports, connection, feeds);
    if (waitedFor.length === 0) return { read: 0, isNewCalendar };
    const erp = await ports.erp(connection);
    await erp.openSession();
    await readFacts(store, connection, erp, waitedFor, 0);
    return { read: waitedFor.length, isNewCalendar };
  };
}
