import { Refusal } from '../../../domain/refusal';
import { divide, shareWritten, type ToDo } from '../../../domain/vendor/import/carry-out';
import { isToDo, type ImportRow } from '../../../domain/vendor/import/import-row';
import { planImport } from '../../../domain/vendor/import/plan-import';
import type { KeptImportRow } from '../../../store/vendors/vendor-imports';
import type { PlanProgress, VendorImportStep } from '../../../workflows/messages';
import { countRows } from '../../in-bulk/count-rows';
import { rowsAtOnce } from '../../in-bulk/words';
import type { ActivityPorts } from '../../ports';
import { changeVendors } from './change-vendors';
import { createVendors } from './create-vendors';
import { giveToCarry } from './give-to-carry';
import { importedWith, importState, requireImport, type ImportSettings } from './import-state';
import { importWriter, type ImportWriter } from './import-writer';

type ApplyStep = VendorImportStep & { readonly plan: number };

/**
 * Carries a plan out, a part at a time, as far as both sides still are as planned by what this run read. Each row is settled once; one
 * that was sent and not settled is looked up before anything is repeated.
 */
export function createApplyVendorImport(ports: ActivityPorts) {
  const { store } = ports;
  return async function applyVendorImport(step: ApplyStep): Promise<PlanProgress> {
    const { connection, settings, state, plan, kept } = await begun(ports, step);
    const open = kept.filter(({ row, outcome }) => outcome === null && isToDo(row));
    const linkedNumbers = new Set(state.linked.values());
    const { todo, settled } = divide(open, {
      rows: planImport(state).rows,
      isLinked: ({ vendor, number }) =>
        vendor === '' ? linkedNumbers.has(number) : state.linked.get(vendor) === number,
      erpHashOf: (supplier) => state.suppliers.get(supplier)?.hash,
    });
    const writer = importWriter(ports, connection, settings, plan, state);
    await writer.settle(settled);
    const of = (...acts: readonly ImportRow['act'][]) => todo.filter(({ kept: { row } }) => acts.includes(row.act));
    await inParts(of('change', 'inactivate', 'activate', 'key'), writer, changeVendors);
    await inParts(of('create'), writer, createVendors);
    await giveToCarry(ports, { connection, plan, state }, of('carry'));
    return store.inTenant(step.tenantId, async (tx) => {
      const key = { connectionId: connection.connectionId, plan: step.plan };
      const rows = await tx.vendorImports.rows(key);
      const counts = countRows(rows.map(({ row, outcome }) => ({ isToDo: isToDo(row), outcome })));
      await tx.vendorImports.applied(key, step.actor);
      await tx.audit(connection, 'vendors.applied', { plan: step.plan, ...counts, by: step.actor });
      return { plan: step.plan, applied: true, ...counts };
    });
  };
}

async function inParts(
  todo: readonly ToDo<KeptImportRow>[],
  writer: ImportWriter,
  write: (writer: ImportWriter, part: readonly ToDo<KeptImportRow>[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < todo.length; at += rowsAtOnce) await write(writer, todo.slice(at, at + rowsAtOnce));
}

async function begun(ports: ActivityPorts, step: ApplyStep) {
  const { tenantId, connectionId, plan: number, acceptChanges, byItself } = step;
  const { connection, isWritable } = await importedWith(ports, step);
  return ports.store.inTenant(tenantId, async (tx) => {
    const settings = await requireImport(tx, connection);
    const plan = await tx.vendorImports.find(connection, number);
    if (plan === null) throw new Refusal(`there is no plan ${String(number)} of vendors`);
    const kept = await tx.vendorImports.rows({ connectionId, plan: number });
    if (!acceptChanges) requireFew(kept, plan.linked, number, settings, byItself === undefined ? 0 : alwaysMayChange);
    return {
      connection,
      settings,
      plan,
      kept,
      state: await importState(tx, connection, settings, { taken: plan.taken, isWritable }),
    };
  });
}

/** The feed asks nobody about a few changes, however few vendors are linked. */
const alwaysMayChange = 5;

/** So much at once is mostly a fault of somebody's, in the ERP or in a setting: a person looks first. */
function requireFew(
  kept: readonly KeptImportRow[],
  linked: number,
  plan: number,
  { import: { mayChange } }: ImportSettings,
  always: number,
): void {
  const rows = kept.map(({ row }) => row);
  const count = rows.filter((row) => isToDo(row) && row.vendor !== '').length;
  if (shareWritten(rows, linked) <= mayChange || count <= always) return;
  throw new Refusal(
    `plan ${String(plan)} writes on ${String(count)} of ${String(linked)} linked vendors, more than ${String(mayChange)} %: look at it ("vendor import show ${String(plan)}"), and if that is right: --accept-changes`,
  );
}
