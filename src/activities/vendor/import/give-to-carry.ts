import {
  erpValue,
  inForm,
  isBeingCarried,
  type ConfirmedCarry,
  type FieldToErp,
} from '../../../domain/vendor/carry/confirmed-carry';
import type { ToDo } from '../../../domain/vendor/import/carry-out';
import { canonical } from '../../../domain/vendor/import/imported-fields';
import type { ImportRequest } from '../../../domain/vendor/import/plan-import';
import { noteWritten } from '../../../domain/vendor/import/written-fields';
import type { Connection } from '../../../store/connections/connections';
import type { Tx } from '../../../store/unit-of-work';
import type { KeptImportRow, VendorImportPlan } from '../../../store/vendors/vendor-imports';
import type { ActivityPorts } from '../../ports';

interface Given {
  readonly connection: Connection;
  readonly plan: Pick<VendorImportPlan, 'number' | 'taken'>;
  readonly state: ImportRequest;
}

/**
 * What was changed in Procore and is to stand in the ERP: given to the workflow of each vendor, which looks at both sides and writes it
 * through the ledger. A row is done with that.
 */
export async function giveToCarry(
  { store }: ActivityPorts,
  given: Given,
  part: readonly ToDo<KeptImportRow>[],
): Promise<void> {
  const { connection, plan } = given;
  if (part.length === 0) return;
  await store.inTenant(connection.tenantId, async (tx) => {
    await tx.matches.lock(connection);
    const linked = await tx.parties.primaries(connection);
    const pairs: { readonly vendor: string; readonly supplier: string; readonly fields: readonly string[] }[] = [];
    for (const { kept, mayWrite } of part) {
      const { vendor, number: supplier, changes } = kept.row;
      const isGiven = mayWrite && linked.get(vendor) === supplier && (await give(tx, given, kept));
      if (isGiven) pairs.push({ vendor, supplier, fields: changes.map(({ field }) => field) });
      await tx.vendorImports.settle(
        { connectionId: connection.connectionId, plan: plan.number },
        {
          position: kept.position,
          outcome: isGiven ? 'done' : 'moved',
          told: isGiven ? 'given to be written on the supplier' : 'it is linked or agreed otherwise by now',
        },
      );
    }
    if (pairs.length > 0) await tx.audit(connection, 'vendors.carryGiven', { plan: plan.number, pairs });
  });
}

/** False: nothing was agreed for this pair. */
async function give(tx: Tx, { connection, plan, state }: Given, { row }: KeptImportRow): Promise<boolean> {
  const { vendor, supplier, changes } = row;
  const [base, party] = [await tx.vendorBases.find(connection, vendor), await tx.parties.find(connection, vendor)];
  if (base?.supplier !== supplier || party === null) return false;
  const [at, before] = [await tx.vendorBases.now(), await tx.vendorBases.carry(connection, vendor)];
  const asked = Object.fromEntries(
    changes.map(({ field, from, to }) => [field, { from: canonical(field, from), to: canonical(field, to) }]),
  );
  const fields = { ...stillAsked(before, row, state), ...asked } as ConfirmedCarry['fields'];
  await tx.vendorBases.giveToCarry(connection, vendor, { supplier, at, by: `plan ${String(plan.number)}`, fields });
  const writtenToErp = noteWritten(
    base.writtenToErp ?? {},
    { changes, taxId: null, isActive: null, keys: null },
    { plan: plan.number, at, taken: plan.taken },
  );
  await tx.vendorBases.keep(connection, new Map([[vendor, { ...base, writtenToErp }]]));
  const scope = { tenantId: connection.tenantId, connectionId: connection.connectionId };
  await tx.documents.hint(await tx.documents.see(scope, { kind: 'vendor', sourceId: party.id }));
  return true;
}

/** What was given before and is not written yet. */
function stillAsked(
  before: ConfirmedCarry | null,
  { vendor, supplier }: KeptImportRow['row'],
  { vendors, suppliers }: ImportRequest,
): ConfirmedCarry['fields'] {
  const [there, source] = [vendors.get(vendor)?.record, suppliers.get(supplier)?.record];
  if (before === null || there === undefined || source === undefined) return {};
  const still = Object.entries(before.fields).filter(([field]) => {
    const part = field as FieldToErp;
    const shown = { erp: inForm(part, erpValue(source, part)), procore: inForm(part, there[part]) };
    return isBeingCarried(before, part, shown);
  });
  return Object.fromEntries(still);
}
