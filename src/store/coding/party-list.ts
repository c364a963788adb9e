import type { Trx } from '../database';
import type { Party } from './parties';
import type { Scope } from '../scope';

export interface ListedParty extends Party {
  readonly linkedAt: string | null;
}

export async function listParties(trx: Trx, scope: Scope): Promise<ListedParty[]> {
  const rows = await trx
    .selectFrom('party')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .orderBy('procore_vendor_id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    procoreVendorId: row.procore_vendor_id,
    erpNumber: row.erp_number,
    linkedBy: row.linked_by,
    linkedAt: row.linked_at?.toISOString() ?? null,
  }));
}
