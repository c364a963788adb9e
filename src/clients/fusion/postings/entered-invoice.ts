import type { InvoiceBody, InvoiceLine, ShownInvoice, ShownLine } from '../../../domain/fusion/bodies/invoice-body';
import { payingUnits } from '../../../domain/fusion/business-units';
import { installmentsFact, taxFact } from '../../../domain/fusion/kinds/invoice-problems';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import { isZero, minus, negate, plus, sum } from '../../../domain/money/money';
import type { Entered, EnteredItem, EnteredLine } from '../../../domain/posting/entered/entered';
import { text as cell } from '../calls/cells';
import type { FusionConnection } from '../connect';
import { foundInvoice, type ReadInvoice } from './invoice-rows';
import { ourKeyIn } from './our-keys';
import { invoicesNumbered, readInvoice } from './invoices';

/**
 * An invoice that accounts payable entered, by its number, in a business unit that the connection posts to; `supplier` null: whosever it is.
 * Null: none that is not canceled has that number. Throws a RangeError where several suppliers have it, or it has no distributions yet.
 */
export async function enteredInvoice(
  fusion: FusionConnection,
  settings: PostingSettings,
  called: string,
  supplier: string | null,
): Promise<Entered | null> {
  const units = payingUnits(settings).map(({ name }) => name);
  const numbered = (await invoicesNumbered(fusion, called)).filter((row) => units.includes(cell(row, 'BusinessUnit')));
  const own = supplier === null ? [] : numbered.filter((row) => cell(row, 'SupplierNumber') === supplier);
  const [row, ...more] = own.length > 0 ? own : numbered;
  if (row === undefined) return null;
  if (more.length > 0) {
    const whose = [row, ...more].map((one) => `${cell(one, 'Supplier')} (${cell(one, 'BusinessUnit')})`).join(', ');
    throw new RangeError(`several invoices in Fusion have the number ${called}: of ${whose}`);
  }
  const read = await readInvoice(fusion, cell(row, 'InvoiceId'));
  return read === null ? null : entered(read, settings);
}

function entered(read: ReadInvoice, { companies }: PostingSettings): Entered {
  const asRead = foundInvoice(unknown, read);
  const shown = asRead.shown as ShownInvoice;
  if (shown.lines.some(({ account }) => account === '')) {
    throw new RangeError(`invoice ${shown.number} has lines without accounts in Fusion yet: validate it there first`);
  }
  const tax = asRead.facts[taxFact] ?? '0';
  const payable = asRead.facts[installmentsFact] ?? shown.amount;
  const moved = sum(shown.lines.map(({ amount }) => amount));
  // What an order's own terms withhold is no line, and is not to be paid now.
  const byTerms = minus(plus(moved, tax), payable);
  const { supplier = '', accountingDate = shown.invoiceDate } = shown;
  const roleOf = roles(companies);
  const body = (key: string, items: readonly EnteredItem[]): InvoiceBody => ({
    ...unknown,
    ...{ key, businessUnit: shown.businessUnit, source: shown.source ?? '', type: shown.type, supplier },
    ...{ supplierName: cell(read.row, 'Supplier'), site: shown.site, currency: shown.currency },
    ...{ amount: shown.amount, payable, tax, invoiceDate: shown.invoiceDate, accountingDate },
    ...{ invoiceNumber: shown.number, fullInvoiceNumber: shown.number },
    way: isZero(byTerms) ? 'B' : 'A',
    lines: shown.lines.map((line) => bodyLine(line, roleOf)),
    items: items.map(({ itemKey, account, orderLine, gross, withheld: netRetainage }) => ({
      ...{ itemKey, account, orderLine, gross, netRetainage },
    })),
  });
  return {
    kind: 'invoice',
    found: foundInvoice(body('', []), read),
    ourKey: ourKeyIn(cell(read.row, 'Description')),
    ...{ unit: shown.businessUnit, supplier, number: shown.number, date: accountingDate, currency: shown.currency },
    total: plus(payable, byTerms),
    tax,
    lines: [...linesOf(shown.lines, roleOf), ...withheldByTerms(byTerms)],
    body,
  };
}

/** Of an invoice of others, of which nothing is known from here. */
const unknown: InvoiceBody = {
  ...{ kind: 'invoice', key: '', businessUnit: '', source: '', type: '', supplier: '', supplierName: '', site: '' },
  ...{ currency: '', amount: '0', payable: '0', tax: '0', invoiceDate: '', accountingDate: '', words: '' },
  ...{ invoiceNumber: '', fullInvoiceNumber: '', paymentTerms: null, taxHold: null, paymentHold: null, order: null },
  ...{ way: 'B', lines: [], items: [] },
};

type RoleOf = (line: ShownLine) => 'cost' | 'retainage' | 'rounding';

/** By the accounts that the companies have for what is no cost. */
function roles(companies: PostingSettings['companies']): RoleOf {
  const own = Object.values(companies);
  return ({ order, account }) => {
    if (order !== '') return 'cost';
    if (own.some(({ retainageAccount }) => retainageAccount === account)) return 'retainage';
    return own.some(({ roundingAccount }) => roundingAccount === account) ? 'rounding' : 'cost';
  };
}

function bodyLine(line: ShownLine, roleOf: RoleOf): InvoiceLine {
  const { order, orderLine, schedule, amount, account, quantity, unitPrice } = line;
  if (order === '') return { role: roleOf(line), account, amount, description: '' };
  const priced = quantity === null || unitPrice === null ? null : { quantity, unitPrice };
  return { role: 'matched', order, orderLine, schedule, amount, description: '', quantity: priced };
}

/** One for each order line, and for each account that bills none, in the order in which they first stand. */
function linesOf(shown: readonly ShownLine[], roleOf: RoleOf): readonly EnteredLine[] {
  const named = shown.map((line) => ({ line, name: nameOf(line) }));
  return [...new Set(named.map(({ name }) => name))].flatMap((name) => {
    const own = named.filter((one) => one.name === name).map(({ line }) => line);
    const [first] = own;
    if (first === undefined) return [];
    const amount = sum(own.map((line) => line.amount));
    return [{ name, role: roleOf(first), account: first.account, orderLine: first.orderLine, amount }];
  });
}

function nameOf({ order, orderLine, account }: ShownLine): string {
  return order === '' ? account : `order ${order} line ${orderLine}`;
}

function withheldByTerms(amount: string): readonly EnteredLine[] {
  if (isZero(amount)) return [];
  return [{ name: 'retained', role: 'retainage', account: '', orderLine: '', amount: negate(amount) }];
}
