import { itemKey } from '../item-key';
import { isDecimalText, minus, plus } from '../../money/money';
import type { ProcoreRequisition, ProcoreRequisitionItem } from '../../procore/procore-documents';

/**
 * What Procore itself counts as billed on an item before this period: its total on the previous requisition; where that
 * could not be read, the work and the stored materials that it was carried over with, those counted once that were moved
 * into work. Null where Procore says neither.
 */
export function ownBefore(item: ProcoreRequisitionItem, previous: ProcoreRequisition | null): string | null {
  const key = itemKey(item);
  if (previous !== null && key !== null) {
    const before = previous.items.find((one) => itemKey(one) === key);
    if (before === undefined) return '0';
    if (isAmount(before.totalCompletedAndStoredToDate)) return before.totalCompletedAndStoredToDate;
  }
  const work = item.workCompletedFromPreviousApplication;
  if (isAmount(work)) {
    const stored = minus(amountOr0(item.materialsPresentlyStoredFromPreviousProgress), amountOr0(item.materialsMoved));
    return plus(work, stored);
  }
  const total = item.totalCompletedAndStoredToDateFromPrevious;
  return isAmount(total) ? total : null;
}

function amountOr0(text: string | null): string {
  return isAmount(text) ? text : '0';
}

function isAmount(text: string | null): text is string {
  return text !== null && isDecimalText(text);
}
