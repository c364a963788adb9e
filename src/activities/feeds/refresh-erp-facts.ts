import type { Scope } from '../../store/scope';
import type { FactKey } from '../../domain/posting/plan/planner';
import type { Connection } from '../../store/connections/connections';
import type { ActivityPorts } from '../ports';
import { insurancesKind, readInsurances } from '../requisition/insurances';
import { readFacts } from '../steps/plan-with-facts';
import { readPeriodEnds } from './read-period-ends';

/** How often the insurances of one vendor are asked for while something waits for them, in ages at which what was read is old. */
const insurancesEvery = 4;

/** One call a vendor, and not at each look: a renewal is entered by a person, and takes days. */
async function readAwaitedInsurances(
  { store, procore }: ActivityPorts,
  connection: Connection,
  waitedFor: readonly FactKey[],
): Promise<number> {
  const awaited = waitedFor.filter(({ kind }) => kind === insurancesKind);
  if (awaited.length === 0) return 0;
  const maxAgeMs = insurancesEvery * connection.settings.timing.factMaxAgeMs;
  const fresh = await store.inTenant(connection.tenantId, (tx) => tx.erpFacts.load(connection, awaited, maxAgeMs));
  const old = awaited.filter(({ id }) => fresh.every((one) => one.id !== id));
  if (old.length === 0) return 0;
  const port = await procore(connection);
  for (const { id } of old) await readInsurances(store, port, connection, id);
  return old.length;
}

/** Reads again, in a fresh session, the master data that held documents wait for and insurances of their vendors, and now and then the calendar where something follows it. */
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
    const insurances = await readAwaitedInsurances(ports, connection, waitedFor);
    const ofErp = waitedFor.filter(({ kind }) => kind !== insurancesKind);
    if (ofErp.length === 0) return { read: insurances, isNewCalendar };
    const erp = await ports.erp(connection);
    await erp.openSession();
    await readFacts(store, connection, erp, ofErp, 0);
    return { read: insurances + ofErp.length, isNewCalendar };
  };
}
