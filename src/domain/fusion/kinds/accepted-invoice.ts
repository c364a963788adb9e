import { equals, isZero, minus, plus, sum } from '../../money/money';
import type { Found } from '../../posting/look';
import type { Accepted } from '../../posting/posting-kind';
import type { AccountLine, InvoiceBody, InvoiceItem, ShownInvoice, ShownLine } from '../bodies/invoice-body';

type Untold = { readonly why: string };
type Counted = Pick<InvoiceBody, 'supplier' | 'accountingDate' | 'items' | 'lines' | 'tax'>;

/**
 * What counts of an invoice once a person accepts what stands: supplier, number and date as they stand, an amount or an account that
 * is another one by the order line, or the account, that it stands on. What does not belong to exactly one item, or one line of ours,
 * is not accepted: accounts payable corrects it.
 */
export function acceptedInvoice(
  body: InvoiceBody,
  { shown }: Found,
  entriesOf: (counted: Counted) => Accepted['entries'],
): Accepted | Untold {
  const there = shown as ShownInvoice | null;
  if (there === null) return { why: 'what stands was not read whole' };
  for (const [what, sent, found] of [
    ['business unit', body.businessUnit, there.businessUnit],
    ['currency', body.currency, there.currency],
    ['type', body.type, there.type],
  ] as const) {
    if (sent !== found) return { why: `its ${what} is ${found}, not ${sent}` };
  }
  const matched = matchedItems(body, there.lines);
  if ('why' in matched) return matched;
  const own = ownLines(body, there.lines);
  if ('why' in own) return own;
  const withheld = withRetainage(matched.items, own.retainage);
  if (withheld === null) return { why: `retainage of ${own.retainage} may be that of several items` };
  const moved = plus(matched.moved, own.moved);
  if (!equals(minus(there.amount, body.amount), moved)) {
    return { why: `its amount is ${there.amount}, which its lines do not come to` };
  }
  const { supplier = body.supplier, accountingDate = body.accountingDate, number } = there;
  const { tax } = body;
  return { supplier, number, entries: entriesOf({ supplier, accountingDate, tax, items: withheld, lines: own.lines }) };
}

/** Items by the order lines that stand: where a line stands for several of them, nothing of it may be another. */
function matchedItems(
  { items, lines }: InvoiceBody,
  there: readonly ShownLine[],
): { readonly items: readonly InvoiceItem[]; readonly moved: string } | Untold {
  const sent = lines.flatMap((line) => (line.role === 'matched' ? [line] : []));
  const found = there.filter(({ order }) => order !== '');
  const stranger = found.find(({ order, orderLine }) => !sent.some((line) => isOn(line, { order, orderLine })));
  if (stranger !== undefined)
    return { why: `it bills line ${stranger.orderLine} of order ${stranger.order}, which was not sent` };
  let [counted, moved] = [items, '0'];
  for (const { order, orderLine } of sent.filter((line, index) => sent.findIndex((one) => isOn(one, line)) === index)) {
    const shown = found.filter((line) => isOn(line, { order, orderLine }));
    const own = sent.filter((line) => isOn(line, { order, orderLine }));
    const difference = minus(sum(shown.map(({ amount }) => amount)), sum(own.map(({ amount }) => amount)));
    const on = counted.filter((item) => item.orderLine === orderLine && !isZero(item.gross));
    const accounts = new Set(shown.map(({ account }) => account).filter((account) => account !== ''));
    const isElsewhere = [...accounts].some((account) => on.some((item) => item.account !== account));
    if (isZero(difference) && !isElsewhere) continue;
    const [item, ...others] = on;
    const [account, ...more] = accounts;
    if (item === undefined || others.length > 0 || more.length > 0) {
      return { why: `what differs on line ${orderLine} of order ${order} does not belong to exactly one item` };
    }
    const now = { ...item, account: account ?? item.account, gross: plus(item.gross, difference) };
    counted = counted.map((one) => (one === item ? now : one));
    moved = plus(moved, difference);
  }
  return { items: counted, moved };
}

/** Our lines on accounts, by these: one that stands on another account, or with another amount, must be the only one there. */
function ownLines(
  { lines }: InvoiceBody,
  there: readonly ShownLine[],
): { readonly lines: readonly AccountLine[]; readonly retainage: string; readonly moved: string } | Untold {
  const sent = lines.flatMap((line) => (line.role === 'matched' ? [] : [line]));
  const left = there.filter(({ order }) => order === '');
  const same = (line: AccountLine): boolean => {
    const index = left.findIndex(({ account, amount }) => account === line.account && equals(amount, line.amount));
    if (index !== -1) left.splice(index, 1);
    return index !== -1;
  };
  const otherwise = sent.filter((line) => !same(line));
  if (otherwise.length === 0 && left.length === 0) return { lines: sent, retainage: '0', moved: '0' };
  const [line, ...more] = otherwise;
  const [shown, ...strangers] = left;
  // Whose cost a line on an account is, a person said of what stood then.
  if (line === undefined || line.role === 'cost' || more.length > 0 || strangers.length > 0) {
    return { why: 'what differs on lines that bill no order does not belong to exactly one that was sent' };
  }
  const now = { ...line, amount: shown?.amount ?? '0', account: shown?.account ?? line.account };
  const moved = minus(now.amount, line.amount);
  return {
    lines: sent.map((one) => (one === line ? now : one)).filter(({ amount }) => !isZero(amount)),
    retainage: line.role === 'retainage' ? moved : '0',
    moved,
  };
}

/** Retainage is a negative line: more of it is held when the line falls. Null: of several items nobody knows whose. */
function withRetainage(items: readonly InvoiceItem[], difference: string): readonly InvoiceItem[] | null {
  if (isZero(difference)) return items;
  const holding = items.filter(({ netRetainage }) => !isZero(netRetainage));
  const [only, ...others] = holding.length === 0 ? items : holding;
  if (only === undefined || others.length > 0) return null;
  return items.map((one) => (one === only ? { ...one, netRetainage: minus(one.netRetainage, difference) } : one));
}

type OnOrder = { readonly order: string; readonly orderLine: string };

function isOn(line: OnOrder, { order, orderLine }: OnOrder): boolean {
  return line.order === order && line.orderLine === orderLine;
}
