import { begunWithOther } from '../../domain/vendor/two-suppliers';
import type { LinkedVendor } from '../../domain/vendor/linked-vendor';
import type { Problem } from '../../domain/holds/hold-reason';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';

interface Begun {
  /** In Procore. */
  readonly vendorId: string;
  readonly vendor: LinkedVendor;
  readonly commitmentId: string;
  readonly number: number;
  /** Something of the document itself stands, or may: with another supplier it is chosen about like any change. */
  readonly stands: boolean;
}

/**
 * Whom a requisition is posted under: the supplier of its vendor's link, or the one that its commitment was begun with, as a person
 * decided for the two. While nobody has, the requisition waits for its vendor, on whose document the pair is held once.
 */
export async function begunWith(
  tx: Tx,
  document: DocumentRow,
  { vendorId, vendor, commitmentId, number, stands }: Begun,
): Promise<{ readonly vendor: LinkedVendor } | { readonly problem: Problem }> {
  const later = vendor.supplierNumber;
  const earlier = later === null ? null : await tx.supplierPairs.begunWith(document, commitmentId, number);
  if (later === null || earlier === null || earlier === later) return { vendor };
  const pair = { partyId: vendor.partyId, earlier, later };
  const goesOnWith = await tx.supplierPairs.goesOnWith(document, pair);
  // Who the earlier one is the link does not tell any more.
  if (goesOnWith === earlier)
    return { vendor: { ...vendor, supplierNumber: earlier, identity: null, taxDigest: null } };
  if (goesOnWith === later || stands) return { vendor };
  const own = await tx.documents.see(document, { kind: 'vendor', sourceId: vendor.partyId });
  if (goesOnWith === undefined) await tx.supplierPairs.note(document, pair);
  if (goesOnWith === undefined || !own.open) await tx.documents.hint(own);
  return { problem: begunWithOther({ ...pair, vendorId }) };
}
