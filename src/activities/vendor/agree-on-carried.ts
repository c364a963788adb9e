import { agreedOnCarried } from '../../domain/vendor/import/kept-base';
import type { ActivityPorts } from '../ports';
import type { VendorBase } from './vendor-context';

/**
 * What was planned to be written on a supplier stood there: both sides are agreed on it from then on, whoever changes it next. The supplier
 * is read once more, so that what a reading saw before that takes its place nowhere.
 */
export async function agreeOnCarried(ports: ActivityPorts, { connection, party }: VendorBase): Promise<void> {
  const { store } = ports;
  const { procoreVendorId: vendorId, erpNumber: number } = party;
  const { carry, readAt } = await store.inTenant(connection.tenantId, async (tx) => ({
    carry: await tx.vendorBases.carry(connection, vendorId),
    readAt: await tx.vendorBases.now(),
  }));
  if (carry?.planned === undefined || number === null) return;
  const { planned } = carry;
  const suppliers = (await (await ports.erp(connection)).suppliers?.changes?.byIds([number], '')) ?? [];
  await store.inTenant(connection.tenantId, async (tx) => {
    await tx.matches.lock(connection);
    const now = await tx.vendorBases.carry(connection, vendorId);
    const kept = await tx.vendorBases.find(connection, vendorId);
    // Another was given meanwhile, or the vendor was parted from its supplier.
    if (now?.at !== carry.at || kept?.supplier !== carry.supplier) return;
    const sweep = await tx.companySweeps.newestWhole(connection, 'erp');
    await tx.companyRecords.keep(connection, 'erp', { sweep: sweep?.number ?? 0, readAt }, suppliers);
    const fields = Object.fromEntries(
      Object.entries(carry.fields).filter(([field]) => planned.some((one) => one === field)),
    );
    await tx.vendorBases.keep(connection, new Map([[vendorId, agreedOnCarried(kept, fields)]]));
    await tx.vendorBases.giveToCarry(connection, vendorId, null);
  });
}
