import { correctInProcore, itemName } from './checks/amounts-problem';
import type { HoldReason, Problem } from '../holds/hold-reason';
import { equals, isDecimalText, isZero } from '../money/money';
import type { ProcoreRequisitionItem } from '../procore/procore-documents';
import type { ProcoreCommitment, ProcoreContractLine } from '../procore/procore-commitments';
import type { ChangeOrderCode, ChangeOrderLine } from './prorate-change-order';
import { changeOrderCodes } from './prorate-change-order';
import { readableAmount } from '../money/readable-amount';
import { codeIds, givenText } from '../coding/given-code';
import { segmentCodes, type SegmentCodes } from '../coding/segment-codes';
import { resume } from '../holds/remedy';

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
  const codes = itemCodes(item, facts.commitment);
  if (codes !== null) return { parts: [{ codes, amount: '0', description: null }], isSplit: false };
  const name = `${itemName(item)} (item ${item.id})`;
  const given = givenText(item);
  if (given !== null) return { problem: unsettledCode('items.wbs_code', item.id, name, given) };
  const message = `${name} has no cost code, so no account can be found for it.`;
  return { problem: problem('unmappedCostCode', 'items.wbs_code', '', message) };
}

/** As the item itself settles them, else as its own line of the contract does, unless that names another code. */
export function itemCodes(item: ProcoreRequisitionItem, commitment: ProcoreCommitment | null): SegmentCodes | null {
  const own = segmentCodes(item);
  if (own !== null) return own;
  const line = ownLine(item, commitment);
  return line === null ? null : segmentCodes(line);
}

/** For a cost code that was looked up: the type that stands beside it. Empty: there is none; null: it is not known. */
export function costTypeOf(item: ProcoreRequisitionItem, commitment: ProcoreCommitment | null): string | null {
  const segment = item.segmentItems.find(({ type }) => type === 'line_item_type');
  if (segment !== undefined) return segment.code ?? segment.pathCode;
  if (item.segmentItems.some(({ type }) => type === 'cost_code')) return '';
  const line = ownLine(item, commitment);
  if (line === null) return null;
  return line.lineItemType === null ? '' : line.lineItemType.code;
}

function ownLine(item: ProcoreRequisitionItem, commitment: ProcoreCommitment | null): ProcoreContractLine | null {
  if (item.itemType !== 'contract_item') return null;
  const line = commitment?.lineItems.find((candidate) => candidate.id === item.lineItemId);
  if (line === undefined) return null;
  const [of, ofLine] = [codeIds(item), codeIds(line)];
  const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;
  return differ(of.wbsCodeId, ofLine.wbsCodeId) || differ(of.costCodeId, ofLine.costCodeId) ? null : line;
}

/** It was looked up when the requisition was read: a code that is given and not understood is never "no code". */
function unsettledCode(field: string, value: string, name: string, given: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field,
    value,
    message: `The cost code of ${name} is given as ${given}, but this does not say the whole code, and neither the WBS codes nor the cost codes of the project that can be read have it in a shape that is understood.`,
    remedies: [
      {
        act: 'inProcore',
        text: 'Make sure that the code stands in the work breakdown structure of the project and that the service account may read it',
        andThen: resume,
      },
      { act: 'byHand', text: 'If Procore gives codes in a new shape, tell the operator', andThen: resume },
    ],
  };
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
            item.changeOrderPackageId === null
              ? `${name} (item ${item.id}) stands for a whole change order, but which one is said neither by change_order_items of the requisition nor by one of its item_packages that fits by title or number and by amount.`
              : `${name} (item ${item.id}) stands for change order package ${item.changeOrderPackageId} as a whole, but the lines of that change order could not be found.`,
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
      case 'unsettledCode':
        return {
          problem: unsettledCode(
            'line_items.wbs_code',
            read.lineId,
            `line ${read.lineId} of the change order that ${name} stands for`,
            read.given,
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
