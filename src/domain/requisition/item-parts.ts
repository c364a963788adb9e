import { correctInProcore, itemName } from './amounts-problem';
import type { HoldReason, Problem } from '../holds/hold-reason';
import { equals, isDecimalText, isZero } from '../money/money';
import type { ProcoreCommitment, ProcoreRequisitionItem } from './procore-documents';
import type { ChangeOrderCode, ChangeOrderLine } from './prorate-change-order';
import { changeOrderCodes } from './prorate-change-order';
import { readableAmount } from '../money/readable-amount';
import { segmentCodes } from '../coding/segment-codes';

export type CodedPart = ChangeOrderCode;

export interface ItemParts {
  readonly parts: readonly CodedPart[];
  readonly isSplit: boolean;
}

/** The codes an item is booked to: its own, or those of the change order it stands for. */
export function itemParts(
  item: ProcoreRequisitionItem,
  facts: {
    readonly commitment: ProcoreCommitment | null;
    readonly changeOrderLines: Readonly<Record<string, readonly ChangeOrderLine[]>>;
  },
): ItemParts | { readonly problem: Problem } {
  if (item.itemType === 'whole_change_order_item') return changeOrderParts(item, facts.changeOrderLines[item.id] ?? []);
  const line = facts.commitment?.lineItems.find((candidate) => candidate.id === item.lineItemId);
  const codes = segmentCodes(item) ?? (line ? segmentCodes(line) : null);
  if (codes !== null) return { parts: [{ codes, amount: '0', description: null }], isSplit: false };
  const message = `${itemName(item)} has no cost code, so no account can be found for it.`;
  return { problem: problem('unmappedCostCode', 'wbs_code.segment_items', item.wbsCode?.flatCode ?? '', message) };
}

function changeOrderParts(
  item: ProcoreRequisitionItem,
  lines: readonly ChangeOrderLine[],
): ReturnType<typeof itemParts> {
  const name = itemName(item);
  const read = changeOrderCodes(lines);
  if ('problem' in read) {
    switch (read.problem) {
      case 'noLines':
        return {
          problem: problem(
            'needsPerson',
            'change_order_package_id',
            item.changeOrderPackageId ?? '',
            `${name} stands for a whole change order, but the lines of that change order could not be found.`,
          ),
        };
      case 'missingAmount':
        return {
          problem: problem(
            'amountsDiffer',
            'line_items.amount',
            read.lineId,
            `${name}: line ${read.lineId} of its change order has no amount.`,
          ),
        };
      case 'missingCode':
        return {
          problem: problem(
            'unmappedCostCode',
            'line_items.wbs_code',
            read.lineId,
            `${name}: line ${read.lineId} of its change order has no cost code.`,
          ),
        };
    }
  }
  const scheduled = item.scheduledValue;
  if (isZero(read.sum)) {
    const message = `${name}: the lines of its change order sum to 0, so an amount cannot be divided among them.`;
    return { problem: problem('amountsDiffer', 'items.scheduled_value', scheduled ?? '', message) };
  }
  if (scheduled === null || !isDecimalText(scheduled) || !equals(scheduled, read.sum)) {
    const message = `${name} has a scheduled value of ${scheduled === null ? 'none' : show(scheduled)}, but the lines of its change order sum to ${show(read.sum)} (markup?).`;
    return {
      problem: {
        ...problem('amountsDiffer', 'items.scheduled_value', scheduled ?? '', message),
        facts: {
          left: `scheduled_value = ${scheduled ?? 'none'}`,
          right: `sum of the change order's lines = ${read.sum}`,
        },
      },
    };
  }
  return { parts: read.codes, isSplit: true };
}

function show(amount: string): string {
  return isDecimalText(amount) ? readableAmount(amount, '') : amount;
}

function problem(reason: HoldReason, field: string, value: string, message: string): Problem {
  return { reason, kind: 'person', field, value, message, remedies: [correctInProcore] };
}
