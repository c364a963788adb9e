import { asMultiset, lineDifferences } from '../../posting/differences';
import type { PostingKind } from '../../posting/posting-kind';
import type { LinesBackBody } from '../bodies/order-of-commitment-body';
import { storedBody } from '../bodies/stored-body';
import { namedLine, shownLine, type ShownLines } from './commitment-order';
import { movedEntries } from './order-close';

export type LinesBackDraft = Omit<LinesBackBody, 'erpKey'>;

/**
 * Lines of their own for what comes back on closed ones, by a person's choice (J3): each has the lineage of the old, carries what is
 * moved onto it, and is billed from there on. The order is kept from other changes until they are in force.
 */
export const linesBack: PostingKind<LinesBackDraft, LinesBackBody> = {
  name: 'linesBack',
  called: 'new line of the order',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: 'posted',
  restsAt: 'posted',
  takenFurtherBy: 'Approve or release the order in JDE, or say there why not',

  parse: (stored) => storedBody<LinesBackBody>(stored, 'linesBack', ['lines', 'moves']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: ({ kind, order, decision, lines }) => [
    kind,
    [order.orderNumber, order.orderType, order.orderCompany, order.suffix],
    decision,
    asMultiset(lines.map(namedLine)),
  ],

  compare: ({ lines }, { missing, shown }) =>
    lineDifferences(
      lines.filter(({ key }) => !missing.includes(key)).map(namedLine),
      (shown as ShownLines).lines.map(shownLine),
    ),

  entries: ({ moves }) => movedEntries(moves),

  terms: ({ supplier }) => ({ supplier, number: '' }),
};
