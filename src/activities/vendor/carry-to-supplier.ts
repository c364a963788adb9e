import { fieldsToErp, stillConfirmed } from '../../domain/vendor/carry/confirmed-carry';
import type { SupplierChangeWanted } from '../../domain/vendor/vendor-wanted';
import type { ProcoreVendor } from '../../clients/procore/records/vendors';
import type { ActivityPorts } from '../ports';
import type { VendorBase } from './vendor-context';

/**
 * What of a linked vendor was confirmed and is to stand in the ERP, as both sides show it now; null: nothing is. What stands there
 * already is part of it: the ledger says whether it was set.
 */
export async function confirmedChange(
  ports: ActivityPorts,
  { connection, party }: VendorBase,
): Promise<{ readonly vendor: ProcoreVendor; readonly change: SupplierChangeWanted } | null> {
  const { erpNumber: number, procoreVendorId: vendorId } = party;
  const confirmed = await ports.store.inTenant(connection.tenantId, (tx) => tx.vendorBases.carry(connection, vendorId));
  const erp = await ports.erp(connection);
  if (confirmed === null || number === null || erp.suppliers?.changes === undefined) return null;
  const [supplier] = await erp.suppliers.changes.byIds([number], '');
  const vendor = await (await ports.procore(connection)).findVendor({ vendorId });
  if (supplier === undefined || vendor === null) return null;
  const fields = stillConfirmed(confirmed, supplier, vendor);
  const planned = fieldsToErp.filter((field) => field in fields);
  await ports.store.inTenant(connection.tenantId, async (tx) => {
    await tx.matches.lock(connection);
    const now = await tx.vendorBases.carry(connection, vendorId);
    if (now?.at !== confirmed.at) return;
    // What either side shows otherwise by now is a change of its own.
    const carry = planned.length === 0 ? null : { ...confirmed, planned };
    await tx.vendorBases.giveToCarry(connection, vendorId, carry);
  });
  if (planned.length === 0) return null;
  return { vendor, change: { supplier: number, confirmedAt: confirmed.at, fields } };
}
