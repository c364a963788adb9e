import { callsFor } from '../../../domain/vendor/import/carry-out';
import { isToDo } from '../../../domain/vendor/import/import-row';
import { planImport } from '../../../domain/vendor/import/plan-import';
import type { PlanProgress, VendorImportStep } from '../../../workflows/messages';
import { countRows } from '../../in-bulk/count-rows';
import type { ActivityPorts } from '../../ports';
import { importState, requireImport } from './import-state';

/**
 * Plans what suppliers come to as vendors, from what this run read of both sides; nothing is written in Procore. A pair that is linked
 * newly, or that lost its base, is agreed to differ as it is.
 */
export function createPlanVendorImport(ports: ActivityPorts) {
  const { store } = ports;
  return async function planVendorImport({
    tenantId,
    connectionId,
    taken,
    actor,
  }: VendorImportStep): Promise<PlanProgress> {
    return store.inTenant(tenantId, async (tx) => {
      const connection = await tx.connections.load(connectionId);
      const state = await importState(tx, connection, await requireImport(tx, connection), taken);
      const { rows, bases } = planImport(state);
      await tx.vendorBases.keep(connection, bases);
      const calls = callsFor(rows, state.vendors.size);
      const plan = await tx.vendorImports.add(
        connection,
        { taken, linked: state.linked.size, calls, madeBy: actor },
        rows,
      );
      const counts = countRows(rows.map((row) => ({ isToDo: isToDo(row), outcome: null })));
      await tx.audit(connection, 'vendors.planned', { plan, ...counts, taken, by: actor });
      return { plan, applied: false, ...counts };
    });
  };
}
