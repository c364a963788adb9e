import { equals, isZero } from '../../money/money';
import type { AccountAmount } from '../../posting/plan/difference-by-account';
import type { Entry } from '../../posting/books/entry';
import type { Found } from '../../posting/look';
import type { PostingKind } from '../../posting/posting-kind';
import { invoiceNumber } from '../../requisition/invoice-number';
import { otherwiseFacts } from '../../posting/found-otherwise';
import { asMultiset, lineDifferences, textDifferences, type NamedAmount } from '../../posting/differences';
import type { InvoiceBody, InvoiceDraft, InvoiceLine, ShownInvoice, ShownLine } from '../bodies/invoice-body';
import { acceptedInvoice } from './accepted-invoice';
import { storedBody } from '../bodies/stored-body';
import { installmentsProblem, taxProblem } from './invoice-problems';
import { isAccounted, isPaid } from './invoice-stage';
import { lostProblem } from './lost-problem';

/** With which supplier and at which site it stands, where that is another one than it was sent with. */
export const standsWith = 'standsWith';
export const standsAt = 'standsAt';

/** What Fusion's number takes (reference 7.5). */
export const invoiceNumberLength = 50;

/** A Payables invoice: made by us, checked by Fusion, paid by accounts payable. */
export const invoice: PostingKind<InvoiceDraft, InvoiceBody> = {
  name: 'invoice',
  called: 'invoice',
  system: 'fusion',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  entersVoided: true,
  takenFurtherBy: 'Release the holds of the invoice in Fusion, or approve it there',

  parse: (stored) => storedBody<InvoiceBody>(stored, 'invoice', ['lines', 'items']),

  complete: (draft, { key, revision }) => ({
    ...draft,
    key,
    invoiceNumber: numbered(draft.fullInvoiceNumber, revision),
  }),

  fingerprint: (body, { ignoreDates, stands }) => [
    body.kind,
    [body.businessUnit, body.supplier, body.currency, body.type, body.invoiceNumber],
    ignoreDates ? [] : [body.invoiceDate, body.accountingDate],
    asMultiset(body.lines.map(sentLine)),
    [body.amount, body.tax],
    stands === true ? [] : [body.paymentHold],
  ],

  compare: (body, found) => compareInvoice(body, found),

  entries: invoiceEntries,

  comparedFrom: 'stands',

  shownAmounts,

  // After a merge of two suppliers it is shown with the other, and mostly at a site of that.
  movedTo: (body, { [standsWith]: number = '', [standsAt]: site = body.site, [otherwiseFacts.differs]: differs }) => {
    const moved = textDifferences({ supplier: body.supplier, site: body.site }, { supplier: number, site });
    return number !== '' && number !== body.supplier && moved.join('; ') === differs ? { number } : null;
  },

  accepted: (body, found) => acceptedInvoice(body, found, (counted) => invoiceEntries({ ...body, ...counted })),

  terms: ({ supplier, invoiceNumber: number }) => ({ supplier, number }),

  // Not validated, unpaid and not accounted; else the difference is posted beside it (accounting-fusion 3).
  takenBack: {
    by: 'invoiceCancel',
    until: 'vouchered',
    isPast: ({ facts }) => isPaid(facts['paid'] ?? '') || isAccounted(facts['accounted'] ?? ''),
    says: 'is not validated, not paid and not accounted: it is canceled in Fusion',
  },

  review: (body, standing) =>
    [lostProblem('invoice', standing), taxProblem(body, standing), installmentsProblem(body, standing)].filter(
      (one) => one !== null,
    ),
};

/** One for each item, one for each line of ours, one for tax: together they are what is paid. */
export function invoiceEntries(draft: InvoiceDraft): readonly Entry[] {
  const { supplier, accountingDate, items, lines, tax } = draft;
  const dated = { period: accountingDate.slice(0, 7), bookedOn: accountingDate };
  const common = { book: 'cost', supplier, tax: '0', ...dated } as const;
  const ofNoItem = { ...common, orderLine: '', item: '', gross: '0', withheld: '0' };
  const own = lines.flatMap((line) => (line.role === 'matched' || line.role === 'cost' ? [] : [line]));
  return [
    ...items.map(({ itemKey: item, account, orderLine, gross, netRetainage: withheld }) => ({
      ...common,
      account,
      orderLine,
      item,
      amount: gross,
      gross,
      withheld,
    })),
    ...own.map(({ role, account, amount }) => ({
      ...ofNoItem,
      account,
      amount,
      // It is part of what is certified to date, of no item.
      gross: role === 'rounding' ? amount : '0',
    })),
    // The account of tax is Fusion's to find.
    ...(isZero(tax) ? [] : [{ ...ofNoItem, account: '', amount: tax, tax }]),
  ];
}

/** Tax lines count only in their sum, which has a hold of its own; distributions that are missing are no difference. */
function compareInvoice(body: InvoiceBody, { shown }: Found): string[] {
  const there = shown as ShownInvoice;
  const texts = {
    type: body.type,
    'invoice number': body.invoiceNumber,
    source: body.source,
    supplier: body.supplier,
    site: body.site,
    'business unit': body.businessUnit,
    currency: body.currency,
    'invoice date': body.invoiceDate,
    'accounting date': body.accountingDate,
  };
  const found = {
    type: there.type,
    'invoice number': there.number,
    source: there.source,
    supplier: there.supplier,
    site: there.site,
    'business unit': there.businessUnit,
    currency: there.currency,
    'invoice date': there.invoiceDate,
    'accounting date': there.accountingDate,
  };
  return [
    ...textDifferences(texts, found),
    ...(equals(body.amount, there.amount) ? [] : [`amount: sent ${body.amount}, found ${there.amount}`]),
    ...lineDifferences(body.lines.map(sentLine), there.lines.map(shownLine)),
    ...accountDifferences(body, there),
  ];
}

/** A matched line's distributions must stand on the order's account. */
function accountDifferences({ items }: InvoiceBody, { lines }: ShownInvoice): string[] {
  return lines.flatMap(({ order, orderLine, account }) => {
    if (order === '' || account === '') return [];
    const own = items.find((item) => item.orderLine === orderLine)?.account;
    return own === undefined || own === account
      ? []
      : [`order line ${orderLine}: expected account ${own}, found ${account}`];
  });
}

function shownAmounts({ shown }: Found): readonly AccountAmount[] {
  return (shown as ShownInvoice).lines.map(({ account, amount }) => ({ account, amount }));
}

function sentLine(line: InvoiceLine): NamedAmount {
  if (line.role !== 'matched') return { name: `line on ${line.account}`, amount: line.amount };
  return {
    name: matchedName(line.order, line.orderLine, line.schedule, line.quantity?.quantity ?? null),
    amount: line.amount,
  };
}

function shownLine(line: ShownLine): NamedAmount {
  const { order, orderLine, schedule, amount, quantity, unitPrice } = line;
  if (order === '') return { name: `line on ${line.account}`, amount };
  return { name: matchedName(order, orderLine, schedule, unitPrice === null ? null : quantity), amount };
}

/** Fusion gives quantities back without the zeros at their end. */
function matchedName(order: string, line: string, schedule: string, quantity: string | null): string {
  const counted = quantity === null ? '' : `, quantity ${quantity.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')}`;
  return `order ${order} line ${line} schedule ${schedule}${counted}`;
}

function numbered(vendorNumber: string, revision: number): string {
  const unused = { projectNumber: '', commitmentNumber: '', requisitionNumber: 0 };
  return invoiceNumber({ ...unused, vendorNumber, revision, maxLength: invoiceNumberLength }).sent;
}
