import { isZero, negate, plus } from '../money/money';
import type { RequisitionWanted } from '../requisition/requisition-wanted';

/** A line of an accrual; amounts are decimal strings, debits positive. */
export interface AccruedLine {
  /** Names the item of the requisition for ever; `''` of what answers others: accrued liability, retainage. */
  readonly item: string;
  /** As the chart prints it. */
  readonly account: string;
  readonly amount: string;
}

export interface AccruedRequisition {
  readonly requisitionId: string;
  /** Last day of the period, `YYYY-MM-DD`. */
  readonly lastDay: string;
}

/**
 * How a requisition stands at a period's end. `owed`: approved, billed until then, and in no invoice. `covered`: a validated invoice
 * that is dated in the period or before has it, or it is in the books otherwise. `gone`: neither, as it is not approved any more.
 */
export type AtPeriodEnd = 'owed' | 'covered' | 'gone';

/** What is accrued at the end of a period for one requisition, as our ledger has it. */
export interface AccrualWanted {
  readonly of: AccruedRequisition;
  readonly standing: AtPeriodEnd;
  /** As last read, where it is to be accrued; null: it is not, or cannot be read. */
  readonly requisition: RequisitionWanted | null;
  /** What was posted, also where people took it out again: that is not posted a second time by itself. */
  readonly accrued: readonly AccruedLine[];
  /** Of that what is in the books and ours to reverse. */
  readonly open: readonly AccruedLine[];
  /** Of that what is in the books, and marked for the ERP to reverse, which has not done so. */
  readonly awaited: readonly AccruedLine[];
  /** What our own opposite journals came to. */
  readonly reversed: readonly AccruedLine[];
}

/** Of a posting's facts: the period in which the ERP is to reverse it, and the day on which it did; `''`: not yet. */
export const reversalFacts = { period: 'reversesIn', day: 'reversedOn' } as const;

/** What the document of an accrual is called: `58820-2026-10-31`. */
export function accrualId({ requisitionId, lastDay }: AccruedRequisition): string {
  return `${requisitionId}-${lastDay}`;
}

/** Throws a RangeError for what is no id of an accrual. */
export function accrualOf(id: string): AccruedRequisition {
  const [, requisitionId, lastDay] = /^(.+)-(\d{4}-\d\d-\d\d)$/.exec(id) ?? [];
  if (requisitionId === undefined || lastDay === undefined) {
    throw new RangeError(`${id} names no accrual: expected e.g. "58820-2026-10-31"`);
  }
  return { requisitionId, lastDay };
}

/** Sums by item and account; what comes to nothing is left out. */
export function summed(lines: readonly AccruedLine[]): readonly AccruedLine[] {
  const sums = new Map<string, AccruedLine>();
  for (const line of lines) {
    const key = `${line.item}|${line.account}`;
    const amount = plus(sums.get(key)?.amount ?? '0', line.amount);
    sums.set(key, { ...line, amount });
  }
  return [...sums.values()].filter(({ amount }) => !isZero(amount));
}

export function opposite(lines: readonly AccruedLine[]): readonly AccruedLine[] {
  return lines.map((line) => ({ ...line, amount: negate(line.amount) }));
}

/** Nothing was accrued, or all of it was taken out again by a correction of ours. */
export function isUnaccrued({ accrued }: Pick<AccrualWanted, 'accrued'>): boolean {
  return summed(accrued).length === 0;
}

/** What our own reversal still lacks: the opposite of all that is ours to reverse, less what was reversed. */
export function reversalDue({ open, reversed }: Pick<AccrualWanted, 'open' | 'reversed'>): readonly AccruedLine[] {
  return summed([...opposite(open), ...opposite(reversed)]);
}

/** So many days after the period's end people are told that the ERP has not reversed what it was to reverse: before the next close. */
const toldAfterDays = 24;

export function isReversalLate({ of: { lastDay }, awaited }: AccrualWanted, today: string): boolean {
  return summed(awaited).length > 0 && Date.parse(today) - Date.parse(lastDay) >= toldAfterDays * 86_400_000;
}
