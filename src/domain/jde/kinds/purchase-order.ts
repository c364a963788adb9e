import type { Entry } from '../../posting/books/entry';
import type { PostingKind } from '../../posting/posting-kind';
import type { BookedOrder } from '../bodies/booked';
import { codedMultiset, printedAmounts } from '../bodies/coded-amounts';
import { compareShown } from '../bodies/compare-shown';
import { storedBody } from '../bodies/stored-body';

export type OrderDraft = Omit<BookedOrder, 'erpKey'>;

/** The order of a requisition: JDE's F4301 and F4311. */
export const purchaseOrder: PostingKind<OrderDraft, BookedOrder> = {
  name: 'purchaseOrder',
  called: 'order',
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<BookedOrder>(stored, 'purchaseOrder', ['lines', 'items']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: (body, { ignoreDates }) => [
    body.kind,
    body.company,
    body.supplier,
    body.currency,
    body.orderType,
    ignoreDates ? [] : [body.glDate],
    codedMultiset(body.lines),
  ],

  compare: (body, found) => compareShown(shownAsSent(body), found),

  // Its lines are canceled once its voucher is posted (`orderCommitment` `cancelWhenPosted`), and keep their amounts.
  compareForgotten: (body, found) => compareShown(shownAsSent(body), { ...found, stage: 'stands' }),

  entries: orderEntries,

  terms: ({ supplier }) => ({ supplier, number: '' }),
};

function shownAsSent({ company, supplier, currency, total, lines }: BookedOrder) {
  return { company, supplier, currency, total, lines: printedAmounts(lines) };
}

/** Where a voucher follows, it is the voucher that counts by item, and what only carries retainage is none of the order's. */
export function orderEntries(body: OrderDraft): readonly Entry[] {
  const { supplier, countsAlone } = body;
  return body.items
    .filter((item) => countsAlone || item.orderLine !== '')
    .map((item) => ({
      book: 'order',
      supplier,
      account: item.account,
      orderLine: item.orderLine,
      item: item.itemKey,
      amount: item.gross,
      gross: countsAlone ? item.gross : '0',
      withheld: countsAlone ? item.netRetainage : '0',
      tax: '0',
      period: body.glDate.slice(0, 7),
    }));
}
