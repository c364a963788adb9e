import { callsFor } from '../../../domain/vendor/import/carry-out';
import { isToDo } from '../../../domain/vendor/import/import-row';
import { planImport, type PlannedImport } from '../../../domain/vendor/import/plan-import';
import type { PlanProgress, VendorImportStep } from '../../../workflows/messages';
import { countRows } from '../../in-bulk/count-rows';
import type { ActivityPorts } from '../../ports';
import type { Connection } from '../../../store/connections/connections';
import type { Tx } from '../../../store/unit-of-work';
import { nameNewVendors } from '../name-new-vendors';
import { hintConflicts } from './hint-conflicts';
import { importedWith, importState, requireImport } from './import-state';
import { pendingSuppliers } from './pending-suppliers';

/**
 * Plans what suppliers come to as vendors, from what this run read of both sides; nothing is written in Procore. A pair that is linked
 * newly, or that lost its base, is agreed to differ as it is. Where the feed asks and nothing is to be done, the plan is number 0 and not
 * kept. What the feed read whole also shows which vendors are new, and become suppliers.
 */
export function createPlanVendorImport(ports: ActivityPorts) {
  const { store } = ports;
  return async function planVendorImport({
    tenantId,
    connectionId,
    taken,
    actor,
    byItself,
  }: VendorImportStep): Promise<PlanProgress> {
    const { connection, erp, isWritable } = await importedWith(ports, { tenantId, connectionId });
    if (byItself?.due === 'all') await nameNewVendors(store, connection, erp);
    if (byItself !== undefined && connection.settings.vendors?.import?.byItself !== true) return nothingPlanned;
    return store.inTenant(tenantId, async (tx) => {
      const settings = await requireImport(tx, connection);
      const state = await importState(tx, connection, settings, { taken, isWritable });
      const whole = planImport(state);
      const { rows, bases } = byItself?.due === 'changes' ? ofPending(whole, await changedIds(tx, connection)) : whole;
      await tx.vendorBases.keep(connection, bases);
      await hintConflicts(tx, connection, state.bases, bases);
      const counts = countRows(rows.map((row) => ({ isToDo: isToDo(row), outcome: null })));
      if (byItself !== undefined && counts.toDo === 0) return { ...nothingPlanned, ...counts };
      const calls = callsFor(rows, state.vendors.size);
      const plan = await tx.vendorImports.add(
        connection,
        { taken, linked: state.linked.size, calls, madeBy: actor },
        rows,
      );
      await tx.audit(connection, 'vendors.planned', { plan, ...counts, taken, by: actor });
      return { plan, applied: false, ...counts };
    });
  };
}

const nothingPlanned: PlanProgress = { plan: 0, applied: false, ...countRows([]) };

async function changedIds(tx: Tx, connection: Connection): Promise<ReadonlySet<string>> {
  return new Set((await pendingSuppliers(tx, connection)).watermark.pending);
}

/** Of these suppliers: the others were not read again. */
function ofPending({ rows, bases }: PlannedImport, ids: ReadonlySet<string>): PlannedImport {
  return {
    rows: rows.filter(({ supplier }) => ids.has(supplier)),
    bases: new Map([...bases].filter(([, { supplier }]) => ids.has(supplier))),
  };
}
