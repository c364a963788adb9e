import { isZero, plus, sum } from '../money/money';
import type { ProcoreChangeOrder } from '../procore/procore-change-orders';
import { lineAmount, prorate } from '../requisition/prorate-change-order';

/** What was billed by item before going live. */
interface OpeningBalance {
  readonly lines: readonly { readonly itemKey: string; readonly billed: string }[];
}

const [line, detail, changeLine, whole] = [
  'contract_item:',
  'contract_detail_item:',
  'change_order_item:',
  'whole_change_order_item:',
];

export function hasDetails(balance: OpeningBalance): boolean {
  return balance.lines.some(({ itemKey }) => itemKey.startsWith(detail));
}

/**
 * What was billed of each line of the contract before going live, by the line's id; a detail of the subcontractor's schedule of
 * values counts for the line that it details. Null: of some detail nobody knows whose it is.
 */
export function billedOfLines(
  { lines }: OpeningBalance,
  details: readonly { readonly id: string; readonly lineItemId: string | null }[],
): ReadonlyMap<string, string> | null {
  const lineOf = new Map(details.map(({ id, lineItemId }) => [id, lineItemId]));
  const billedOf = new Map<string, string>();
  for (const { itemKey, billed } of lines) {
    if (![line, detail].some((kind) => itemKey.startsWith(kind))) continue;
    const id = itemKey.startsWith(line) ? itemKey.slice(line.length) : lineOf.get(itemKey.slice(detail.length));
    if (id == null) return null;
    billedOf.set(id, plus(billedOf.get(id) ?? '0', billed));
  }
  return billedOf;
}

/**
 * What was billed of each line of a change order before going live, by the line's id. Billed as a whole, it is divided to date by
 * its lines, as a requisition that bills it is (accounting-fusion 3). Null: its lines sum to nothing to divide by.
 */
export function billedOfChangeOrder(
  { lines }: OpeningBalance,
  { id, lineItems, currency }: Pick<ProcoreChangeOrder, 'id' | 'lineItems' | 'currency'>,
): ReadonlyMap<string, string> | null {
  const billedOf = (item: string): string => lines.find(({ itemKey }) => itemKey === item)?.billed ?? '0';
  const inOrder = [...lineItems].sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
  const amounts = inOrder.map((one) => lineAmount(one) ?? '0');
  const asWhole = billedOf(`${whole}${id}`);
  if (!isZero(asWhole) && isZero(sum(amounts))) return null;
  const shares = isZero(asWhole) ? [] : prorate(asWhole, amounts, currency.iso ?? '');
  return new Map(
    inOrder.map((one, at) => [one.id, plus(billedOf(`${changeLine}${one.id}`), shares[at] ?? '0')] as const),
  );
}
