import type { ConnectionContext } from '../context';
import { readPage, type Page, type PageRequest } from '../page';

export interface VendorView {
  /** In Procore. */
  readonly vendorId: string;
  /** Its number in the ERP; null: not linked. */
  readonly supplier: string | null;
  readonly linkedBy: string | null;
  readonly linkedAt: string | null;
  readonly party: string;
}

/** The vendors met so far, by their id in Procore, and the suppliers they are linked with. */
export async function listVendors(
  { store, connection }: ConnectionContext,
  page: PageRequest,
): Promise<Page<VendorView>> {
  return store.inTenant(connection.tenantId, (tx) =>
    readPage('vendors', page, async (wanted) => {
      const found = await tx.lists.parties(connection, wanted);
      const rows = found.rows.map(({ id, procoreVendorId, erpNumber, linkedBy, linkedAt }) => ({
        vendorId: procoreVendorId,
        supplier: erpNumber,
        linkedBy,
        linkedAt,
        party: id,
      }));
      return { ...found, rows };
    }),
  );
}
