import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { readFacts } from '../steps/plan-with-facts';

/** Reads again, in a fresh session, the master data that held documents wait for. */
export function createRefreshErpFacts(ports: ActivityPorts) {
  const { store } = ports;
  return async function refreshErpFacts(scope: Scope): Promise<{ read: number }> {
    const { connection, waitedFor } = await store.inTenant(scope.tenantId, async (tx) => {
      const connection = await tx.connections.load(scope.connectionId);
      const causes = await tx.holds.openCauseKeys(scope);
      return { connection, waitedFor: await tx.erpFacts.waitedFor(scope, causes) };
    });
    if (waitedFor.length === 0) return { read: 0 };
    const erp = await ports.erp(connection);
    await erp.openSession();
    await readFacts(store, connection, erp, waitedFor, 0);
    return { read: waitedFor.length };
  };
}
