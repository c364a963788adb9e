import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';

/** The vendor of a document is no supplier of the ERP yet: a workflow of its own finds or creates one. */
export function vendorNotLinked(
  { vendorId, name, partyId }: { readonly vendorId: string | null; readonly name: string; readonly partyId: string },
  /** The ERP, as people call it. */
  erp: string,
): Problem {
  return {
    reason: 'vendorUnknown',
    kind: 'waiting',
    field: 'vendor_id',
    value: vendorId ?? partyId,
    message: `The vendor ${name} is not linked to a supplier in ${erp} yet.`,
    remedies: [
      { act: 'byItself', text: 'It goes on by itself when the vendor is found or created' },
      { act: 'seeDocument', document: { kind: 'vendor', sourceId: vendorId ?? partyId } },
      { act: 'linkVendor', vendorId, candidates: [] },
    ],
    causeKey: causeKey.vendor(partyId),
  };
}
