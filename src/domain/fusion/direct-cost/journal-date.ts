import type { Problem } from '../../holds/hold-reason';
import type { Period } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { isTaken, periodIsClosed, periodNotOpened, periodOf } from '../requisition/accounting-date';

interface DateFacts {
  readonly settings: Pick<PostingSettings, 'outsidePeriod' | 'ledger'>;
  /** `YYYY-MM-DD`. */
  readonly wanted: string;
  /** Of General Ledger. */
  readonly periods: readonly Period[];
}

export interface JournalDate {
  readonly date: string;
  readonly period: Period;
  /** Another period, an adjusting one, holds the date too. */
  readonly namesPeriod: boolean;
  /** Set when the date lay in a closed period and was moved. */
  readonly movedFrom?: string;
}

/** A date that the ledger takes (open or future enterable) with its period, or why there is none. */
export function journalDate({
  settings,
  wanted,
  periods,
}: DateFacts): { readonly at: JournalDate } | { readonly problem: Problem } {
  const { ledger, outsidePeriod } = settings;
  const period = periodOf(periods, wanted);
  if (period !== null && isTaken(period)) return { at: dated(periods, wanted, period) };
  const state = `General Ledger ${period === null ? 'has no period for it' : `${period.name} is ${period.status}`}`;
  if (period === null || period.status === 'N') return { problem: periodNotOpened(ledger, wanted, state) };
  const [first] = periods
    .filter((one) => one.status === 'O' && one.start > wanted && periodOf(periods, one.start) === one)
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));
  if (outsidePeriod === 'hold' || first === undefined) return { problem: periodIsClosed(ledger, wanted, state) };
  return { at: { ...dated(periods, first.start, first), movedFrom: wanted } };
}

function dated(periods: readonly Period[], date: string, period: Period): JournalDate {
  const namesPeriod = periods.some((one) => one !== period && one.start <= date && date <= one.end);
  return { date, period, namesPeriod };
}
