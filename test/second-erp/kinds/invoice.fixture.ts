import { isZero, minus, negate, plus, sum } from '../../../src/domain/money/money';
import type { Entry } from '../../../src/domain/posting/books/entry';
import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import { invoiceNumber } from '../../../src/domain/requisition/invoice-number';
import { asMultiset, lineDifferences, textDifferences } from './differences.fixture';
import { lostProblem } from './lost-problem.fixture';
import { storedBody } from './stored.fixture';

export const invoiceNumberLength = 30;

/** What an item means for the books; `position` is that of the order, `''` where only retainage moves. */
export interface InvoiceItem {
  readonly itemKey: string;
  readonly account: string;
  readonly position: string;
  readonly gross: string;
  readonly netRetainage: string;
}

export interface InvoiceDraft {
  readonly kind: 'invoice';
  readonly books: string;
  readonly creditor: string;
  readonly currency: string;
  readonly invoiceDate: string;
  /** Before it is cut or numbered as a revision. */
  readonly fullInvoiceNumber: string;
  readonly items: readonly InvoiceItem[];
  readonly retentionAccount: string;
  readonly rounding: { readonly account: string; readonly amount: string };
}

export interface InvoiceBody extends InvoiceDraft {
  readonly key: string;
  readonly invoiceNumber: string;
  /** They name no account: it is the order's. */
  readonly lines: readonly { readonly order: string; readonly position: string; readonly amount: string }[];
  readonly retention: string;
}

/** What a look shows of an invoice. */
export type ShownInvoice = Pick<InvoiceBody, 'creditor' | 'currency' | 'invoiceNumber' | 'retention' | 'lines'> & {
  readonly rounding: string;
};

/** An invoice of Kontor, parked by us and booked by accounts payable, who may also take it back. */
export const invoice: PostingKind<InvoiceDraft, InvoiceBody> = {
  name: 'invoice',
  called: 'invoice',
  system: 'kontor',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',

  parse: (stored) => storedBody<InvoiceBody>(stored, 'invoice', ['lines', 'items']),

  complete: (draft, known) => {
    const billed = draft.items.filter((item) => item.position !== '');
    const order = billed.length === 0 ? '' : orderNumber(known.earlier('order'));
    return {
      ...draft,
      key: known.key,
      invoiceNumber: numbered(draft.fullInvoiceNumber, known.revision),
      lines: billed.map(({ position, gross: amount }) => ({ order, position, amount })),
      retention: sum(draft.items.map((item) => item.netRetainage)),
    };
  },

  fingerprint: (body, { ignoreDates }) => [
    body.kind,
    [body.books, body.creditor, body.currency, body.invoiceNumber],
    ignoreDates ? [] : [body.invoiceDate],
    asMultiset(byPosition(body.lines)),
    [body.retention, body.rounding.amount],
  ],

  compare: ({ creditor, currency, invoiceNumber: number, lines, ...sent }, { shown }) => {
    const there = shown as ShownInvoice;
    const texts = { creditor: there.creditor, currency: there.currency, number: there.invoiceNumber };
    const heads = { retention: sent.retention, rounding: sent.rounding.amount };
    return [
      ...textDifferences({ creditor, currency, number }, texts),
      ...Object.entries(heads).flatMap(([what, amount]) => {
        const found = there[what as keyof typeof heads];
        return isZero(minus(amount, found)) ? [] : [`${what}: sent ${amount}, found ${found}`];
      }),
      ...lineDifferences(byPosition(lines), byPosition(there.lines)),
    ];
  },

  entries: invoiceEntries,

  terms: ({ creditor: supplier, invoiceNumber: number }) => ({ supplier, number }),

  review: (_body, standing) => [lostProblem('invoice', standing)].filter((one) => one !== null),
};

/** One for each item, and one each for retainage and rounding: together they are what is paid. */
export function invoiceEntries(draft: InvoiceDraft): readonly Entry[] {
  const { creditor: supplier, invoiceDate, items, retentionAccount, rounding } = draft;
  const common = { book: 'cost', supplier, tax: '0', period: invoiceDate.slice(0, 7) } as const;
  const ofNoItem = { ...common, orderLine: '', item: '', gross: '0', withheld: '0' };
  const retention = sum(items.map((item) => item.netRetainage));
  return [
    ...items.map(({ itemKey: item, account, position: orderLine, gross, netRetainage: withheld }) => ({
      ...common,
      account,
      orderLine,
      item,
      amount: gross,
      gross,
      withheld,
    })),
    ...(isZero(retention) ? [] : [{ ...ofNoItem, account: retentionAccount, amount: negate(retention) }]),
    ...(isZero(rounding.amount) ? [] : [{ ...ofNoItem, ...rounding }]),
  ];
}

/** What the creditor is to be paid. */
export function payableOf({ items, rounding }: Pick<InvoiceDraft, 'items' | 'rounding'>): string {
  return plus(sum(items.map((item) => minus(item.gross, item.netRetainage))), rounding.amount);
}

function orderNumber(order: { readonly reference: Readonly<Record<string, string>> } | null): string {
  const number = order?.reference['order'];
  if (number === undefined) throw new RangeError('an invoice bills an order that stands, and that is not confirmed');
  return number;
}

function numbered(vendorNumber: string, revision: number): string {
  const unused = { projectNumber: '', commitmentNumber: '', requisitionNumber: 0 };
  return invoiceNumber({ ...unused, vendorNumber, revision, maxLength: invoiceNumberLength }).sent;
}

function byPosition(lines: InvoiceBody['lines']) {
  return lines.map(({ order, position, amount }) => ({ name: `${order}/${position}`, amount }));
}
