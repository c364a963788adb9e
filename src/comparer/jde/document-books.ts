import { sumOf, zero, type Amount } from '../amount';
import { documentName, type Difference, type DifferenceKind } from '../difference';
import type { JdeBooks, Order, Voucher } from './jde-books';
import type { ListedDocument, Posting } from '../read-documents';

/** What stands in JDE for one document, and what is wrong with that alone. */
export interface DocumentBooks {
  readonly orders: readonly Order[];
  readonly vouchers: readonly Voucher[];
  readonly differences: readonly Difference[];
}

const VOUCHER_STEPS: readonly string[] = ['voucher', 'journal'];
/** Stages in which a posting may have arrived in JDE before our ledger could confirm it. */
const UNDER_WAY: readonly (string | null)[] = ['checking', 'waiting', 'ordered'];
const IN_JDE: readonly (string | null)[] = ['delivered', 'vouchered', 'posted'];

/** Exactly one order and one voucher for each posting of ours that is confirmed, and none for any other. */
export function documentBooks(document: ListedDocument, jde: JdeBooks): DocumentBooks {
  const differences: Difference[] = [];
  const report = (kind: DifferenceKind, message: string): void => {
    differences.push({ kind, projectId: document.projectId, documents: [documentName(document)], message });
  };
  const standing = <T extends { erpKey: string; name: string }>(
    posting: Posting,
    all: readonly T[],
    what: 'order' | 'voucher',
  ): readonly T[] => {
    const found = all.filter((one) => isUnder(posting.key, one.erpKey));
    const [missing, duplicate] =
      what === 'order'
        ? (['missingOrder', 'duplicateOrder'] as const)
        : (['missingVoucher', 'duplicateVoucher'] as const);
    const under = `${what} under key ${posting.key}`;
    if (found.length > 1)
      report(duplicate, `${found.length} times ${under}: ${found.map((one) => one.name).join(', ')}`);
    const isConfirmed = posting.state === 'confirmed';
    if (found.length === 0 && isConfirmed && IN_JDE.includes(document.stage)) {
      report(missing, `there is no ${under} in JDE, although it counts as posted`);
    }
    if (found.length > 0 && !isConfirmed && !UNDER_WAY.includes(document.stage)) {
      const stage = document.stage ?? 'without a stage';
      report(
        'notConfirmed',
        `${found[0]?.name ?? ''} stands in JDE, but its posting is ${posting.state}, the document ${stage}`,
      );
    }
    return found;
  };
  const postings = (steps: readonly string[]): readonly Posting[] =>
    document.postings
      .filter((posting) => steps.includes(posting.step))
      .sort((one, other) => one.ordinal - other.ordinal);
  const orders = postings(['order']).flatMap((posting) => standing(posting, jde.orders, 'order'));
  const vouchers = postings(VOUCHER_STEPS).flatMap((posting) => standing(posting, jde.vouchers, 'voucher'));
  return { orders, vouchers, differences };
}

/** URRF holds only the first 15 characters of a key. */
export function isUnder(erpKey: string, found: string): boolean {
  return found === erpKey || (found.length === 15 && erpKey.startsWith(found));
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
 * open and leaves it alone once it is closed: then the order may lack exactly what later vouchers added.
 */
export function costByAccount(
  { orders, vouchers }: Pick<DocumentBooks, 'orders' | 'vouchers'>,
  otherAccounts: ReadonlySet<string>,
): CostByAccount {
  const ordered = orders.flatMap((order) => order.lines);
  const lines = vouchers.flatMap((voucher, index) => voucher.lines.map((line) => ({ ...line, isLater: index > 0 })));
  const orderAccounts = new Set(ordered.map((line) => line.account));
  const isCost = (account: string): boolean =>
    !otherAccounts.has(account) && (orderAccounts.has(account) || otherAccounts.size > 0);
  const accounts = new Set([...orderAccounts, ...lines.map((line) => line.account).filter(isCost)]);
  let adjustments = zero;
  const disagreeing: { account: string; order: Amount; cost: Amount }[] = [];
  for (const account of accounts) {
    const own = ordered.filter((line) => line.account === account);
    const billed = lines.filter((line) => line.account === account);
    const [order, cost] = [sumOf(own.map((line) => line.amount)), sumOf(billed.map((line) => line.amount))];
    if (cost.equals(order)) continue;
    const later = sumOf(billed.filter((line) => line.isLater).map((line) => line.amount));
    if (own.every((line) => line.isClosed) && cost.equals(order.plus(later))) adjustments = adjustments.plus(later);
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
