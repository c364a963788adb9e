import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import { shortHash } from '../text/short-hash';
import type { FieldConflict } from './import/field-conflict';

interface Pair {
  readonly partyId: string;
  readonly vendorId: string;
  /** Number of the supplier. */
  readonly supplier: string;
}

/** The mark of what is shown: where either side or the base is another, it is another. */
export function conflictMark(conflict: FieldConflict): string {
  return shortHash(JSON.stringify(conflict), 8);
}

/** A field of a linked pair of which a person takes one side. */
export function conflictProblem({ partyId, vendorId, supplier }: Pair, conflict: FieldConflict): Problem {
  const { field, why, parts } = conflict;
  const shown = conflictMark(conflict);
  const words = parts.map(({ part, erp, procore }) => `${part} "${procore}" in Procore and "${erp}" in the ERP`);
  const how =
    why === 'bothChanged'
      ? 'was changed on both sides since they were agreed'
      : 'was written three times within an hour, and is another again: somebody or something changes it back';
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field,
    value: vendorId,
    message: `${field} of vendor ${vendorId} and its supplier ${supplier} ${how}: ${words.join('; ')}. It is written on neither side. No requisition waits for that.`,
    remedies: [
      { act: 'takeSide', vendorId, field, take: 'erp', shown },
      { act: 'takeSide', vendorId, field, take: 'procore', shown },
      { act: 'byItself', text: 'It ends as well once both sides say the same, when they are read next' },
    ],
    // Parted from its supplier, or linked with another, nobody is asked any more.
    causeKey: causeKey.vendor(partyId),
    facts: Object.fromEntries(
      parts.flatMap(({ part, base, erp, procore }) => [
        [`${part}: agreed on, Procore`, base.procore],
        [`${part}: agreed on, ERP`, base.erp],
        [`${part}: Procore`, procore],
        [`${part}: ERP`, erp],
      ]),
    ),
  };
}
