import { codeText, segmentCodes } from '../coding/segment-codes';
import { isDecimalText, isZero, minus, negate, sum } from '../money/money';
import type { ProcoreCommitment } from '../procore/procore-commitments';
import type { ProcoreDirectCost } from '../procore/procore-direct-costs';
import type { ProcoreRequisition, ProcoreRequisitionItem } from '../procore/procore-documents';
import { itemKey, unsplitItemKey } from '../requisition/item-key';
import { itemCodes } from '../requisition/item-parts';
import { changeOrderCodes, prorate, type ChangeOrderLine } from '../requisition/prorate-change-order';
import type { ProcoreAmount } from './sides';

export interface ProcoreSide {
  readonly amounts: readonly ProcoreAmount[];
  /** The code that an item of our ledger belongs to; null: Procore has no such item now. */
  codeOf(item: string): string | null;
}

interface RequisitionFacts {
  readonly requisition: ProcoreRequisition;
  /** The one before it; null: there is none, or it was never read, and then what Procore says of it here counts. */
  readonly previous: ProcoreRequisition | null;
  readonly changeOrderLines: Readonly<Record<string, readonly ChangeOrderLine[]>>;
  readonly commitment: ProcoreCommitment | null;
  readonly currency: string;
}

/** What a requisition bills by code: totals to date less those of the one before, whatever our ledger holds. */
export function requisitionSide(facts: RequisitionFacts): ProcoreSide {
  const { requisition, previous } = facts;
  const period = (requisition.requisitionEnd ?? requisition.billingDate ?? '').slice(0, 7);
  const before = new Map((previous?.items ?? []).map((item) => [itemKey(item) ?? '', totalOf(item)]));
  const byKey = new Map(requisition.items.map((item) => [itemKey(item) ?? '', item]));
  const parts = requisition.items.flatMap((item) => {
    const prior = previous === null ? priorOf(item) : (before.get(itemKey(item) ?? '') ?? '0');
    return item.itemType === 'whole_change_order_item'
      ? wholeParts(facts, item, prior)
      : [{ code: codeOfItem(facts, item), amount: minus(totalOf(item), prior) }];
  });
  return {
    amounts: parts.filter(({ amount }) => !isZero(amount)).map((part) => ({ ...part, account: '', period, tax: '0' })),
    codeOf: (key) => {
      const item = byKey.get(unsplitItemKey(key));
      if (item === undefined) return null;
      const part = key.slice(unsplitItemKey(key).length + 1);
      if (part === '') return codeOfItem(facts, item);
      if (!part.startsWith('line-')) return part.replace(':', '/');
      const line = facts.changeOrderLines[item.id]?.find(({ id }) => `line-${id}` === part);
      const codes = line === undefined ? null : segmentCodes(line);
      return codes === null ? null : codeText(codes);
    },
  };
}

/** Each line's cost without tax, and the total against it on the account that clears it in our ledger. */
export function directCostSide(
  { lineItems, directCostDate }: ProcoreDirectCost,
  clearing: readonly { readonly account: string; readonly amount: string }[],
): ProcoreSide {
  const period = (directCostDate ?? '').slice(0, 7);
  const codes = new Map(
    lineItems.map((line) => {
      const own = segmentCodes(line);
      return [`direct_cost_item:${line.id}`, own === null ? '' : codeText(own)];
    }),
  );
  const lines = lineItems.map((line): ProcoreAmount => {
    const amount = decimal(line.amount);
    const tax = line.totalAmount === null ? '0' : minus(decimal(line.totalAmount), amount);
    return { code: codes.get(`direct_cost_item:${line.id}`) ?? '', account: '', period, amount, tax };
  });
  const total = sum(lines.flatMap(({ amount, tax }) => [amount, tax]));
  const others = clearing.slice(0, -1);
  const cleared = clearing.map(({ account, amount }, index): ProcoreAmount => {
    const left = minus(negate(total), sum(others.map((one) => one.amount)));
    return { code: '', account, period, amount: index === clearing.length - 1 ? left : amount, tax: '0' };
  });
  return {
    amounts: [...lines, ...cleared].filter(({ amount, tax }) => !isZero(amount) || !isZero(tax)),
    codeOf: (item) => codes.get(item) ?? null,
  };
}

/** A change order that is billed as a whole, by the codes of its lines; the last takes the cent. */
function wholeParts(
  { changeOrderLines, currency }: RequisitionFacts,
  item: ProcoreRequisitionItem,
  prior: string,
): readonly { readonly code: string; readonly amount: string }[] {
  const read = changeOrderCodes(changeOrderLines[item.id] ?? []);
  const total = totalOf(item);
  if ('problem' in read || isZero(read.sum)) return [{ code: '', amount: minus(total, prior) }];
  const weights = read.codes.map(({ amount }) => amount);
  const [now, then] = [total, prior].map((amount) => prorate(amount, weights, currency));
  return read.codes.map(({ codes }, index) => ({
    code: codeText(codes),
    amount: minus(now?.[index] ?? '0', then?.[index] ?? '0'),
  }));
}

function codeOfItem({ commitment }: RequisitionFacts, item: ProcoreRequisitionItem): string {
  const codes = itemCodes(item, commitment);
  return codes === null ? '' : codeText(codes);
}

function totalOf({ totalCompletedAndStoredToDate: total }: ProcoreRequisitionItem): string {
  return decimal(total);
}

/** As the requisition itself says it of the one before. */
function priorOf(item: ProcoreRequisitionItem): string {
  return decimal(item.totalCompletedAndStoredToDateFromPrevious ?? item.workCompletedFromPreviousApplication);
}

function decimal(text: string | null): string {
  return text !== null && isDecimalText(text) ? text : '0';
}
