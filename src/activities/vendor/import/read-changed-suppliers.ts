import { Refusal } from '../../../domain/refusal';
import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';
import type { Connection } from '../../../store/connections/connections';
import type { Scope } from '../../../store/scope';
import type { Tx } from '../../../store/unit-of-work';
import type { ActivityPorts } from '../../ports';
import { dayIn } from '../../../domain/calendar/day-in';
import { pendingSuppliers } from './pending-suppliers';

interface ChangedSuppliers {
  readonly seen: number;
  readonly changed: number;
  /** One of them has no vendor and may get one: only a whole list of vendors says that none is there. */
  readonly mayMake: boolean;
}

/** Reads the suppliers again that changed since they were carried last. Where the last whole reading is missing or void nothing is read. */
export function createReadChangedSuppliers(ports: ActivityPorts) {
  const { store } = ports;
  return async function readChangedSuppliers(scope: Scope): Promise<ChangedSuppliers> {
    const { connection, ids, sweep } = await store.inTenant(scope.tenantId, async (tx) => ({
      connection: await tx.connections.load(scope.connectionId),
      ids: (await pendingSuppliers(tx, scope)).watermark.pending,
      sweep: await tx.companySweeps.newest(scope, 'erp'),
    }));
    const erp = await ports.erp(connection);
    const changes = erp.suppliers?.changes;
    if (changes === undefined) throw new Refusal(`${erp.words.name} does not tell which suppliers changed`);
    if (sweep?.state !== 'whole') throw new Refusal('the suppliers of the ERP were not read whole before');
    await erp.openSession();
    const today = dayIn(connection.settings.posting.timeZone);
    const came = { seen: 0, changed: 0, mayMake: false };
    for (let at = 0; at < ids.length; at += changes.mostAtOnce) {
      const readAt = await store.inTenant(scope.tenantId, (tx) => tx.vendorBases.now());
      const suppliers = await changes.byIds(ids.slice(at, at + changes.mostAtOnce), today);
      const { changed, mayMake } = await store.inTenant(scope.tenantId, async (tx) => ({
        changed: await tx.companyRecords.keep(connection, 'erp', { sweep: sweep.number, readAt }, suppliers),
        mayMake: await oneMayBeMade(tx, connection, suppliers),
      }));
      came.changed += changed;
      came.mayMake ||= mayMake;
      came.seen += suppliers.length;
    }
    return came;
  };
}

async function oneMayBeMade(tx: Tx, connection: Connection, suppliers: readonly CompanyRecord[]): Promise<boolean> {
  const linked = new Set((await tx.parties.primaries(connection)).values());
  return suppliers.some(({ number, isActive, outOfScope }) => isActive && outOfScope === null && !linked.has(number));
}
