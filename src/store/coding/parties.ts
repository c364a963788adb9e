import { sql, type Selectable } from 'kysely';
import { bareTaxId } from '../../domain/vendor/bare-tax-id';
import { causeKey } from '../../domain/holds/cause-key';
import type { Trx } from '../database';
import type { Schema } from '../schema';
import type { SealedJson } from '../sealed-json';
import type { Scope } from '../scope';
import { touch } from '../documents/version-rows';

/** One business partner: a vendor in Procore, a supplier in the ERP once it is linked. */
export interface Party {
  readonly id: string;
  readonly procoreVendorId: string;
  readonly erpNumber: string | null;
  readonly linkedBy: string | null;
}

/** The party of a Procore vendor; allotted when there is none yet. */
export async function partyOfVendor(trx: Trx, scope: Scope, procoreVendorId: string): Promise<Party> {
  const found = await findParty(trx, scope, procoreVendorId);
  if (found !== null) return found;
  await trx
    .insertInto('party')
    .values({ tenant_id: scope.tenantId, connection_id: scope.connectionId, procore_vendor_id: procoreVendorId })
    .onConflict((conflict) => conflict.columns(['connection_id', 'procore_vendor_id']).doNothing())
    .execute();
  const made = await findParty(trx, scope, procoreVendorId);
  if (made === null) throw new RangeError(`no party for vendor ${procoreVendorId}`);
  return made;
}

export async function findParty(trx: Trx, scope: Scope, procoreVendorId: string): Promise<Party | null> {
  const row = await trx
    .selectFrom('party')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('procore_vendor_id', '=', procoreVendorId)
    .executeTakeFirst();
  return row === undefined ? null : toParty(row);
}

export async function loadParty(trx: Trx, partyId: string): Promise<Party> {
  const row = await trx.selectFrom('party').selectAll().where('id', '=', partyId).executeTakeFirstOrThrow();
  return toParty(row);
}

export type LinkResult = { readonly kind: 'linked' } | { readonly kind: 'taken'; readonly byVendorId: string };

/**
 * Links a party with a supplier and marks `vendor:<party>`. A supplier number and a tax id belong to one party only:
 * `taken` names the vendor that has it. Call before any document is locked.
 */
export async function linkParty(
  trx: Trx,
  sealed: SealedJson,
  scope: Scope,
  partyId: string,
  supplier: { number: string; taxId: string },
  by: string,
): Promise<LinkResult> {
  const taxDigest = await digestOfTaxId(sealed, scope.tenantId, supplier.taxId);
  await touch(trx, scope, [causeKey.vendor(partyId)]);
  const taken = await trx
    .selectFrom('party')
    .select('procore_vendor_id')
    .where('connection_id', '=', scope.connectionId)
    .where('id', '!=', partyId)
    .where((where) =>
      where.or([
        where('erp_number', '=', supplier.number),
        ...(taxDigest === null ? [] : [where('erp_tax_digest', '=', taxDigest)]),
      ]),
    )
    .executeTakeFirst();
  if (taken !== undefined) return { kind: 'taken', byVendorId: taken.procore_vendor_id };
  await trx
    .updateTable('party')
    .set({
      erp_number: supplier.number,
      erp_tax_digest: taxDigest,
      linked_by: by,
      linked_at: sql<Date>`now()`,
    })
    .where('id', '=', partyId)
    .execute();
  return { kind: 'linked' };
}

/** Tax ids are only compared, so none is kept: there are few enough of them to try all, hence a hash with a key. */
function digestOfTaxId(sealed: SealedJson, tenantId: string, taxId: string): Promise<string> | null {
  const bare = bareTaxId(taxId);
  return bare === '' ? null : sealed.digest(tenantId, 'taxId', bare);
}

function toParty(row: Selectable<Schema['party']>): Party {
  return {
    id: row.id,
    procoreVendorId: row.procore_vendor_id,
    erpNumber: row.erp_number,
    linkedBy: row.linked_by,
  };
}
