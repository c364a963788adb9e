import { itemKey, unsplitItemKey } from './item-key';
import { isDecimalText, isZero, minus, plus, sum } from '../money/money';
import type { ProcoreRequisition, ProcoreRequisitionItem } from '../procore/procore-documents';
import type { CommitmentHistory } from './commitment-history';

/** One item's amounts by accounting 1. "Before" is what lower numbers posted. */
export interface ItemAmounts {
  readonly itemKey: string;
  readonly item: ProcoreRequisitionItem;
  readonly total: string;
  readonly totalBefore: string;
  /** What our ledger and the opening balance hold; differs from `totalBefore` when that is only Procore's word. */
  readonly postedBefore: string;
  readonly withheld: string;
  readonly withheldBefore: string;
  readonly gross: string;
  readonly netRetainage: string;
  readonly released: string;
  readonly retained: string;
  readonly payable: string;
  /** Retainage fields that Procore left out and that count as 0. */
  readonly missingFields: readonly string[];
}

export interface AmountsInput {
  readonly requisition: ProcoreRequisition;
  readonly history: CommitmentHistory;
  readonly previousRequisition: ProcoreRequisition | null;
}

/** An item's total and withheld to date. */
export interface ToDate {
  readonly total: string;
  readonly withheld: string;
}

/** Null when the item has no key or no total to date; both are reported by `checkItems`. */
export function itemAmounts(item: ProcoreRequisitionItem, before: ItemsBefore): ItemAmounts | null {
  const key = itemKey(item);
  const toDate = itemToDate(item);
  if (key === null || toDate === null) return null;
  const posted = before.posted.get(key);
  const prior = posted ?? before.previous.get(key) ?? nothing;
  const gross = minus(toDate.total, prior.total);
  const netRetainage = minus(toDate.withheld, prior.withheld);
  const released = plus(
    numberOr0(item.workCompletedRetainageReleasedThisPeriod),
    numberOr0(item.materialsStoredRetainageReleasedThisPeriod),
  );
  return {
    itemKey: key,
    item,
    total: toDate.total,
    totalBefore: prior.total,
    postedBefore: posted?.total ?? '0',
    withheld: toDate.withheld,
    withheldBefore: prior.withheld,
    gross,
    netRetainage,
    released,
    retained: plus(netRetainage, released),
    payable: minus(gross, netRetainage),
    missingFields: retainageFields.filter((field) => item[field] === null),
  };
}

export interface ItemsBefore {
  readonly posted: ReadonlyMap<string, ToDate>;
  readonly previous: ReadonlyMap<string, ToDate>;
}

/** What the books and the previous requisition say about each item. Codes of a split change order count together. */
export function itemsBefore({ history, previousRequisition }: AmountsInput): ItemsBefore {
  const posted = new Map<string, ToDate>();
  for (const [key, line] of Object.entries(history.lines)) {
    const whole = unsplitItemKey(key);
    const sofar = posted.get(whole) ?? nothing;
    posted.set(whole, { total: plus(sofar.total, line.gross), withheld: plus(sofar.withheld, line.withheld) });
  }
  const previous = new Map<string, ToDate>();
  for (const item of previousRequisition?.items ?? []) {
    const key = itemKey(item);
    const toDate = itemToDate(item);
    if (key !== null && toDate !== null) previous.set(key, toDate);
  }
  return { posted, previous };
}

/** Whether there is anything to lose when the item is gone. */
export function isNothing(toDate: ToDate): boolean {
  return isZero(toDate.total) && isZero(toDate.withheld);
}

const nothing: ToDate = { total: '0', withheld: '0' };

const retainageFields = [
  'workCompletedRetainageFromPreviousApplication',
  'workCompletedRetainageRetainedThisPeriod',
  'workCompletedRetainageReleasedThisPeriod',
  'materialsStoredRetainageCurrentlyRetained',
] as const;

export function itemToDate(item: ProcoreRequisitionItem): ToDate | null {
  const total = item.totalCompletedAndStoredToDate;
  if (total === null || !isDecimalText(total)) return null;
  const withheld = minus(
    sum([
      numberOr0(item.workCompletedRetainageFromPreviousApplication),
      numberOr0(item.workCompletedRetainageRetainedThisPeriod),
      numberOr0(item.materialsStoredRetainageCurrentlyRetained),
    ]),
    numberOr0(item.workCompletedRetainageReleasedThisPeriod),
  );
  return { total: sum([total]), withheld };
}

/** Missing counts as 0; whether it may is what check 3 decides. */
function numberOr0(text: string | null): string {
  return text === null || !isDecimalText(text) ? '0' : text;
}
