import type { ProcoreRequisitionItem } from '../procore/procore-documents';
import type { Problem } from '../holds/hold-reason';
import { isZero, minus, plus, toAmount } from '../money/money';
import type { ItemAmounts } from './item-amounts';
import { itemCodes, itemParts } from './item-parts';
import { lineAmount, prorate } from './prorate-change-order';
import type { RequisitionWanted } from './requisition-wanted';
import { segmentCodes, type SegmentCodes } from '../coding/segment-codes';

/** What one line of the contract or of a change order is billed with. */
export interface BilledItem {
  readonly itemKey: string;
  /** Names the line of the source that the order line was made of: `contract_item:3129856`, `change_order_item:77`. */
  readonly source: string;
  readonly description: string;
  /** Null where Procore gives none: the account is the order's all the same. */
  readonly codes: SegmentCodes | null;
  readonly gross: string;
  readonly netRetainage: string;
  readonly quantity: string | null;
  /** Of that quantity, as Procore names it; '' where there is none. */
  readonly uom: string;
}

type Billing = Pick<RequisitionWanted, 'commitment' | 'changeOrderLines' | 'history'>;

/** One for each item with gross or retainage this time, and one for each line of a change order that is billed as a whole. */
export function billedItems(
  wanted: Billing,
  items: readonly ItemAmounts[],
  currency: string,
): { readonly items: readonly BilledItem[]; readonly problems: readonly Problem[] } {
  const billed: BilledItem[] = [];
  const problems: Problem[] = [];
  for (const amounts of items) {
    if (isZero(amounts.gross) && isZero(amounts.netRetainage)) continue;
    if (amounts.item.itemType !== 'whole_change_order_item') {
      billed.push(ownItem(wanted, amounts, currency));
      continue;
    }
    const parts = itemParts(amounts.item, wanted);
    if ('problem' in parts) problems.push(parts.problem);
    else billed.push(...byLine(wanted, amounts, currency));
  }
  return { items: billed, problems };
}

/** Names of the lines of Procore's that an item bills: its own, or those of the change order that it stands for. */
export function sourcesOf(
  item: ProcoreRequisitionItem,
  { changeOrderLines }: Pick<Billing, 'changeOrderLines'>,
): readonly string[] {
  if (item.itemType !== 'whole_change_order_item') return [sourceOf(item)];
  return (changeOrderLines[item.id] ?? []).map(({ id }) => `change_order_item:${id}`);
}

/** A detail is billed through the line of the contract that it details. */
function sourceOf({ itemType, lineItemId }: ProcoreRequisitionItem): string {
  return `${itemType === 'contract_detail_item' ? 'contract_item' : itemType}:${lineItemId ?? ''}`;
}

/** Whether the item itself got another code than its line of the contract. */
export function isRecoded(
  { commitment }: Pick<RequisitionWanted, 'commitment'>,
  { source, codes }: Pick<BilledItem, 'source' | 'codes'>,
): boolean {
  const own = commitment.lineItems.find(({ id }) => source === `contract_item:${id}`);
  if (own === undefined || codes === null) return false;
  const given = own.segmentItems.map(({ code, pathCode }) => pathCode ?? code ?? '');
  return given.length > 0 && !given.includes(codes.costCode);
}

function ownItem(wanted: Billing, amounts: ItemAmounts, currency: string): BilledItem {
  const { item, itemKey, gross, netRetainage } = amounts;
  return {
    itemKey,
    source: sourceOf(item),
    description: item.descriptionOfWork ?? '',
    codes: itemCodes(item, wanted.commitment),
    gross: amountText(gross, currency),
    netRetainage: amountText(netRetainage, currency),
    quantity: item.workCompletedThisPeriodQuantity,
    uom: item.uom ?? '',
  };
}

/** To date by the change order's lines, less what each was billed before; the last that is not 0 takes the cent. */
function byLine({ changeOrderLines, history }: Billing, amounts: ItemAmounts, currency: string): BilledItem[] {
  const { itemKey: key, item } = amounts;
  const lines = [...(changeOrderLines[item.id] ?? [])].sort(
    (a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0,
  );
  const weights = lines.map((line) => lineAmount(line) ?? '0');
  const keys = lines.map((line) => `${key}/line-${line.id}`);
  // An opening balance knows the change order as a whole, and so does Procore where the books know nothing.
  const whole = history.lines[key];
  const isInBooks = whole !== undefined || keys.some((own) => history.lines[own] !== undefined);
  const before = isInBooks
    ? { gross: whole?.gross ?? '0', withheld: whole?.withheld ?? '0' }
    : { gross: amounts.totalBefore, withheld: amounts.withheldBefore };
  const [total, withheld, totalBefore, withheldBefore] = [
    amounts.total,
    amounts.withheld,
    before.gross,
    before.withheld,
  ].map((amount) => prorate(amount, weights, currency));
  return lines.flatMap((line, index): BilledItem[] => {
    const own = history.lines[keys[index] ?? ''];
    const gross = minus(total?.[index] ?? '0', plus(totalBefore?.[index] ?? '0', own?.gross ?? '0'));
    const netRetainage = minus(withheld?.[index] ?? '0', plus(withheldBefore?.[index] ?? '0', own?.withheld ?? '0'));
    if (isZero(gross) && isZero(netRetainage)) return [];
    return [
      {
        itemKey: keys[index] ?? key,
        source: `change_order_item:${line.id}`,
        description: line.description ?? item.descriptionOfWork ?? '',
        codes: segmentCodes(line),
        gross: amountText(gross, currency),
        netRetainage: amountText(netRetainage, currency),
        quantity: null,
        uom: '',
      },
    ];
  });
}

/** Fixed decimals where the amount has no more. */
function amountText(amount: string, currency: string): string {
  try {
    return toAmount(amount, currency);
  } catch {
    return amount;
  }
}
