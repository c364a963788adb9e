import { asMultiset, lineDifferences } from '../../posting/differences';
import { lostProblem } from '../../posting/lost-problem';
import type { Entry } from '../../posting/books/entry';
import type { PostingKind } from '../../posting/posting-kind';
import type { AddedLinesBody } from '../bodies/order-of-commitment-body';
import { storedBody } from '../bodies/stored-body';
import {
  carriedEntry,
  forgottenLines,
  namedLine,
  rejectedProblem,
  shownLine,
  type ShownLines,
} from './commitment-order';

export type AddedLinesDraft = Omit<AddedLinesBody, 'erpKey'>;

/**
 * Lines of a change order on the order of its commitment (J3). They are lines of its own and nobody else's, so they add to the
 * books. The order is kept from other changes until they are in force.
 */
export const addedLines: PostingKind<AddedLinesDraft, AddedLinesBody> = {
  name: 'addedLines',
  called: 'change of the order',
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: 'posted',
  restsAt: 'posted',
  takenFurtherBy: 'Approve or release the order in JDE, or say there why not',

  parse: (stored) => storedBody<AddedLinesBody>(stored, 'addedLines', ['lines']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: ({ kind, order, lines }) => [
    kind,
    [order.orderNumber, order.orderType, order.orderCompany, order.suffix],
    asMultiset(lines.map(namedLine)),
  ],

  compare: ({ lines }, { missing, shown }) =>
    lineDifferences(
      lines.filter(({ key }) => !missing.includes(key)).map(namedLine),
      (shown as ShownLines).lines.map(shownLine),
    ),

  compareForgotten: ({ lines }, { missing, shown }) =>
    forgottenLines(
      lines.filter(({ key }) => !missing.includes(key)),
      (shown as ShownLines).lines,
    ),

  entries: addedLinesEntries,

  terms: ({ supplier }) => ({ supplier, number: '' }),

  review: (_body, standing) =>
    [
      lostProblem(standing, {
        field: 'VR01',
        voided: 'The lines of the change order were canceled in JDE.',
        gone: 'The lines of the change order do not stand on the order in JDE any more.',
      }),
      rejectedProblem('order', standing),
    ].filter((one) => one !== null),
};

export function addedLinesEntries({ supplier, glDate, lines }: AddedLinesDraft): readonly Entry[] {
  return lines.map((line) => carriedEntry({ supplier, period: glDate.slice(0, 7), line }));
}
