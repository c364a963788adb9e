import { sumOf, zero, type Amount } from '../amount';
import type { Difference } from '../difference';
import type { AccountLine, JdeBooks, Order, Voucher } from './jde-books';
import type { ListedDocument, Posting } from '../read-documents';
import { standingFor } from '../standing';

/** What stands in JDE for one document, and what is wrong with that alone. */
export interface DocumentBooks {
  readonly orders: readonly Order[];
  readonly vouchers: readonly Voucher[];
  readonly differences: readonly Difference[];
}

const VOUCHER_STEPS: readonly string[] = ['voucher', 'journal'];

/** Exactly one order and one voucher for each posting of ours that is confirmed, and none for any other. */
export function documentBooks(document: ListedDocument, jde: JdeBooks): DocumentBooks {
  const postings = (steps: readonly string[]): readonly Posting[] =>
    document.postings
      .filter((posting) => steps.includes(posting.step))
      .sort((one, other) => one.ordinal - other.ordinal);
  const inJde = { erp: 'JDE', isUnder, besides: `, the document ${document.stage ?? 'without a stage'}` } as const;
  const orders = standingFor(document, postings(['order']), jde.orders, {
    ...inJde,
    what: 'order',
    missing: 'missingOrder',
    duplicate: 'duplicateOrder',
    // Canceled lines stay where they are.
    isTakenBack: ({ lines }) => lines.every(({ isClosed, open }) => isClosed && open.isZero()),
  });
  const billed = postings(VOUCHER_STEPS);
  const vouchers = standingFor(document, billed, [...jde.vouchers, ...matchedFor(billed, jde)], {
    ...inJde,
    what: 'voucher',
    missing: 'missingVoucher',
    duplicate: 'duplicateVoucher',
  });
  const differences = [...orders.differences, ...vouchers.differences];
  return { orders: orders.found, vouchers: vouchers.found, differences };
}

/** What AP matched carries no key of ours: our ledger says which vouchers are it, and several count as one. */
function matchedFor(postings: readonly Posting[], jde: JdeBooks): readonly Voucher[] {
  return postings.flatMap(({ key: erpKey, reference }) => {
    const vouchers = namesOf(reference).flatMap((name) => jde.others?.get(name) ?? []);
    const [first, ...more] = isMatch(reference) ? vouchers : [];
    if (first === undefined) return [];
    const isPosted = vouchers.every(({ stage }) => stage === 'posted');
    const sums = {
      total: sumOf(vouchers.map(({ total }) => total)),
      retained: sumOf(vouchers.map(({ retained }) => retained)),
      tax: sumOf(vouchers.map(({ tax }) => tax)),
    };
    const name = [first, ...more].map((one) => one.name).join(', ');
    return [
      {
        ...first,
        ...sums,
        erpKey,
        name,
        stage: isPosted ? 'posted' : 'vouchered',
        lines: vouchers.flatMap(({ lines }) => lines),
      },
    ];
  });
}

/** A match names the order that was matched, and all vouchers that are it. */
export function isMatch(reference: Posting['reference']): boolean {
  return reference?.['moreVouchers'] !== undefined;
}

export function namesOf(reference: Posting['reference']): readonly string[] {
  const { documentNumber = '', documentType = '', documentCompany = '', moreVouchers = '' } = reference ?? {};
  const more = moreVouchers.split(', ').filter((name) => name !== '');
  return [`${documentNumber} ${documentType} ${documentCompany}`, ...more].map(
    (name) => `voucher ${name.replaceAll(' ', '/')}`,
  );
}

/** URRF holds only the first 15 characters of a key. */
export function isUnder(erpKey: string, found: string): boolean {
  return found === erpKey || (found.length === 15 && erpKey.startsWith(found));
}

function amountOf({ amount }: AccountLine): Amount {
  return amount;
}

export interface CostByAccount {
  readonly costLines: Amount;
  readonly orderLines: Amount;
  readonly adjustments: Amount;
  /** Lines that are neither cost nor retainage, rounding or tax: accounts that are on no order. */
  readonly other: Amount;
  readonly disagreeing: readonly { readonly account: string; readonly order: Amount; readonly cost: Amount }[];
}

/**
 * Cost lines of the vouchers against order lines, account by account. An adjustment changes an order line while it is
 * open and leaves it alone once it is closed: then the order may lack exactly what the last vouchers added, since it was closed.
 */
export function costByAccount(
  { orders, vouchers }: Pick<DocumentBooks, 'orders' | 'vouchers'>,
  otherAccounts: ReadonlySet<string>,
): CostByAccount {
  const ordered = orders.flatMap((order) => order.lines);
  // An order is of one supplier: what another one came to be paid instead is on none.
  const suppliers = new Set(orders.map(({ supplier }) => supplier));
  const isOfOrder = ({ supplier }: Voucher): boolean =>
    orders.length === 0 || supplier === '' || suppliers.has(supplier);
  const lines = vouchers.flatMap((voucher, index) =>
    voucher.lines.map((line) => ({ ...line, index, isOfOrder: isOfOrder(voucher) })),
  );
  const orderAccounts = new Set(ordered.map((line) => line.account));
  const isCost = (account: string): boolean =>
    !otherAccounts.has(account) && (orderAccounts.has(account) || otherAccounts.size > 0);
  const accounts = new Set([...orderAccounts, ...lines.map((line) => line.account).filter(isCost)]);
  let adjustments = zero;
  const disagreeing: { account: string; order: Amount; cost: Amount }[] = [];
  for (const account of accounts) {
    const own = ordered.filter((line) => line.account === account);
    const billed = lines.filter((line) => line.account === account && line.isOfOrder);
    const [order, cost] = [sumOf(own.map((line) => line.amount)), sumOf(billed.map((line) => line.amount))];
    if (cost.equals(order)) continue;
    const upTo = vouchers.slice(1).map((_, last) => sumOf(billed.filter(({ index }) => index <= last).map(amountOf)));
    const isLeft = own.every((line) => line.isClosed) && upTo.some((sofar) => sofar.equals(order));
    if (isLeft) adjustments = adjustments.plus(cost.minus(order));
    else disagreeing.push({ account, order, cost });
  }
  return {
    costLines: sumOf(lines.filter((line) => accounts.has(line.account)).map((line) => line.amount)),
    orderLines: sumOf(ordered.map((line) => line.amount)),
    adjustments,
    other: sumOf(lines.filter((line) => !accounts.has(line.account)).map((line) => line.amount)),
    disagreeing,
  };
}

/** The same of a requisition that has no order of its own: what is no account of another kind is cost. */
export function costOf(vouchers: readonly Voucher[], otherAccounts: ReadonlySet<string>): CostByAccount {
  const cost = vouchers.flatMap(({ lines }) => lines).filter(({ account }) => !otherAccounts.has(account));
  const costLines = sumOf(cost.map(amountOf));
  return { costLines, orderLines: costLines, adjustments: zero, other: zero, disagreeing: [] };
}
