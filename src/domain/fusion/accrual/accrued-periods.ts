import type { ApprovalPeriod } from '../../accrual/accrual';
import { changeOrderAccrual } from '../change-order/journal-settings';
import type { Period } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { isTaken, periodOf } from '../requisition/accounting-date';
import type { AccrueUnbilledSettings } from './settings';

interface Periods {
  readonly ledger: readonly Period[];
  readonly payables: readonly Period[];
}

/** The period that ends on the day, and the one that begins the day after. */
export interface EndOfPeriod {
  readonly own: Period | null;
  readonly next: Period | null;
}

/**
 * Last days of periods that are to be accrued now: their turn has come, the ledger still takes journals, and the next period is not
 * closed, so that the reversal can follow (accounting-fusion 8). What comes too late for a period is accrued at the end of the next.
 * The first is the first that ends from `since` on, the day of going live, or from the day that the setting names. Periods are what the
 * calendar of the ledger says, of whatever length.
 */
export function accruedPeriods(
  { accrueUnbilled }: Pick<PostingSettings, 'accrueUnbilled'>,
  { ledger, payables }: Periods,
  { today, since }: { readonly today: string; readonly since: string },
): readonly string[] {
  if (accrueUnbilled === undefined) return [];
  const { from = since } = accrueUnbilled;
  return ledger.flatMap(({ start, end }) => {
    const { own, next } = endOfPeriod(ledger, end);
    if (own?.start !== start || end < from || end >= today) return [];
    return takesAccruals({ own, next }) && isDue(accrueUnbilled, end, payables, today) ? [end] : [];
  });
}

/**
 * Periods that have ended, and of whose approvals what nobody billed is to be accrued: each change order once, on the last day of the
 * period of its approval (accounting-fusion 7). One that the ledger has closed is among them, so that people are told.
 */
export function approvalPeriods(
  { changeOrderJournal }: Pick<PostingSettings, 'changeOrderJournal'>,
  { ledger, payables }: Periods,
  today: string,
): readonly ApprovalPeriod[] {
  const own = changeOrderAccrual(changeOrderJournal);
  if (own === null) return [];
  const { from } = own;
  return ledger.flatMap(({ start, end }) => {
    const at = endOfPeriod(ledger, end);
    if (at.own?.start !== start || end < from || end >= today || !isDue(own, end, payables, today)) return [];
    return [{ firstDay: start < from ? from : start, lastDay: end, takesJournals: takesAccruals(at) }];
  });
}

/** The period of the day with the one that follows it. */
export function periodsAt(all: readonly Period[], day: string): EndOfPeriod {
  const own = periodOf(all, day);
  return own === null ? { own, next: null } : endOfPeriod(all, own.end);
}

/** An adjusting period, which lies within another, is none. */
export function endOfPeriod(all: readonly Period[], lastDay: string): EndOfPeriod {
  const own = periodOf(all, lastDay);
  const dayAfter = new Date(Date.parse(lastDay) + dayMs).toISOString().slice(0, 10);
  const next = periodOf(all, dayAfter);
  return { own: own?.end === lastDay ? own : null, next: next?.start === dayAfter ? next : null };
}

/** The ledger takes what is accrued, and what reverses it, now or later. */
export function takesAccruals({ own, next }: EndOfPeriod): boolean {
  return isTaken(own) && !isOver(next);
}

/** It takes no journals any more. */
export function isOver(period: Period | null): boolean {
  return period !== null && !isTaken(period) && period.status !== 'N';
}

const dayMs = 86_400_000;

function isDue(
  { accrueAfter }: Pick<AccrueUnbilledSettings, 'accrueAfter'>,
  end: string,
  payables: readonly Period[],
  today: string,
) {
  if (accrueAfter !== 'apClosed') return Date.parse(today) - Date.parse(end) >= accrueAfter * dayMs;
  const status = periodOf(payables, end)?.status;
  return status === 'C' || status === 'P';
}
