import { isZero, negate, plus } from '../money/money';
import type { RequisitionWanted } from '../requisition/requisition-wanted';
import type { AccruedChangeOrder } from './accrued-change-order';

/** A line of an accrual; amounts are decimal strings, debits positive. */
export interface AccruedLine {
  /** Names the item of what is accrued for ever; `''` of what answers others: accrued liability, retainage. */
  readonly item: string;
  /** As the chart prints it. */
  readonly account: string;
  readonly amount: string;
}

/** Note of a plan that accrues nothing, since the books took no journals of the period any more: until they do again. */
export const periodWasClosed = 'Its period was closed before.';

/** What is accrued, and at the end of which period. */
export interface Accrued {
  readonly kind: 'requisition' | 'changeOrder';
  readonly sourceId: string;
  /** Last day of the period, `YYYY-MM-DD`. */
  readonly lastDay: string;
}

/**
 * How it stands at a period's end. `owed`: approved, and of a requisition billed until then and in no invoice. `covered`: a validated
 * invoice that is dated in the period or before has it, or it is in the books otherwise. `gone`: neither, as it is not approved any
 * more; a change order too that is accrued at another end already.
 */
export type AtPeriodEnd = 'owed' | 'covered' | 'gone';

/** What is accrued at the end of a period, as our ledger has it. */
export interface AccrualWanted {
  readonly of: Accrued;
  readonly standing: AtPeriodEnd;
  /** As last read, where a requisition is to be accrued; null: it is not, or cannot be read. */
  readonly requisition: RequisitionWanted | null;
  /** As last read, where a change order is owed; null: it is not, or cannot be read. */
  readonly changeOrder: AccruedChangeOrder | null;
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

/** Before the id of a change order: those of requisitions are other numbers. */
const changeOrderMark = 'CO-';

/** Periods whose end has come. */
export interface AccruedPeriods {
  /** Last days of those at whose end requisitions are to be accrued: the ledger takes their journals, and what reverses them. */
  readonly requisitions: readonly string[];
  /** Those of whose approvals what is not billed is to be accrued, also where the ledger takes no journals of them any more. */
  readonly changeOrders: readonly ApprovalPeriod[];
}

export interface ApprovalPeriod {
  /** Of the period, or of the approvals that count. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly takesJournals: boolean;
}

/** What is accrued, whenever: `58820`, of a change order `CO-9001`. */
export function accruedName({ kind, sourceId }: Pick<Accrued, 'kind' | 'sourceId'>): string {
  return kind === 'changeOrder' ? `${changeOrderMark}${sourceId}` : sourceId;
}

/** What the document of an accrual is called: `58820-2026-10-31`, of a change order `CO-9001-2026-10-31`. */
export function accrualId(of: Accrued): string {
  return `${accruedName(of)}-${of.lastDay}`;
}

/** Throws a RangeError for what is no id of an accrual. */
export function accrualOf(id: string): Accrued {
  const [, mark, sourceId, lastDay] = /^(CO-)?(.+)-(\d{4}-\d\d-\d\d)$/.exec(id) ?? [];
  if (sourceId === undefined || lastDay === undefined) {
    throw new RangeError(`${id} names no accrual: expected e.g. "58820-2026-10-31" or "CO-9001-2026-10-31"`);
  }
  return { kind: mark === undefined ? 'requisition' : 'changeOrder', sourceId, lastDay };
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
