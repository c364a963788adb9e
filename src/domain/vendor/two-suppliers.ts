import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';

interface Pair {
  readonly partyId: string;
  /** In Procore. */
  readonly vendorId: string;
  readonly earlier: string;
  readonly later: string;
}

/** Its commitment was begun with another supplier than its vendor is linked with; what the vendor's own hold ends. */
export function begunWithOther({ partyId, vendorId, earlier, later }: Pair): Problem {
  return {
    reason: 'vendorConflict',
    kind: 'waiting',
    field: 'supplier',
    value: earlier,
    message: `The commitment was begun with supplier ${earlier}, and its vendor ${vendorId} is linked with supplier ${later} by now. With which of them such commitments go on is decided once for the vendor.`,
    remedies: [
      { act: 'byItself', text: 'It goes on by itself when a person has decided that' },
      { act: 'seeDocument', document: { kind: 'vendor', sourceId: vendorId } },
    ],
    causeKey: causeKey.vendor(partyId),
    facts: { begunWith: earlier, linkedWith: later },
  };
}

/** One for each pair, on the vendor, however many commitments and requisitions wait for it. */
export function twoSuppliers({ partyId, vendorId, earlier, later }: Pair): Problem {
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field: 'supplier',
    value: later,
    message: `Commitments of the vendor ${vendorId} were begun with supplier ${earlier}, and it is linked with supplier ${later} by now, as after a merge. New commitments go to ${later}. What was begun with ${earlier} mostly stays there, with its open orders and the retainage that is withheld.`,
    remedies: [
      { act: 'goOnWith', vendorId, earlier, with: earlier, onlyIf: 'what was begun stays where it is' },
      { act: 'goOnWith', vendorId, earlier, with: later, onlyIf: 'the ERP itself has moved it' },
      { act: 'linkVendor', vendorId, candidates: [{ number: earlier, name: `supplier ${earlier}` }] },
    ],
    causeKey: causeKey.vendor(partyId),
    facts: { begunWith: earlier, linkedWith: later },
  };
}

/** What was posted stands with a supplier that no vendor is linked with, as after a merge in the ERP: one link lets all of it go on. */
export function movedUnlinked({
  partyId,
  vendorId,
  earlier,
  later,
}: Omit<Pair, 'later'> & { readonly later: string | null }): Problem {
  const other = later === null ? 'another supplier' : `supplier ${later}`;
  return {
    reason: 'vendorConflict',
    kind: 'waiting',
    field: 'supplier',
    value: earlier,
    message: `It was posted with supplier ${earlier} and stands with ${other} by now, as after a merge of the two in the ERP. Nothing else of it differs. It waits until the vendor ${vendorId} is linked with that one.`,
    remedies: [
      {
        ...{ act: 'linkVendor', vendorId },
        candidates: later === null ? [] : [{ number: later, name: `supplier ${later}` }],
      },
    ],
    causeKey: causeKey.vendor(partyId),
    facts: { postedWith: earlier, ...(later === null ? {} : { standsWith: later }) },
  };
}
