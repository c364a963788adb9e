import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { Period } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { missingDates } from '../../requisition/missing-dates';

interface DateFacts {
  readonly settings: Pick<PostingSettings, 'glDatePolicy' | 'outsidePeriod' | 'ledger'>;
  readonly billingDate: string | null;
  readonly requisitionEnd: string | null;
  /** The day in the books' time zone. */
  readonly today: string;
  readonly payables: readonly Period[];
  readonly generalLedger: readonly Period[];
}

export interface InvoiceDates {
  readonly invoiceDate: string;
  readonly accountingDate: string;
  /** Set when the policy's date lay in a closed period and was moved. */
  readonly movedFrom?: string;
}

/** A date that Payables takes (open) and the ledger too (open or future enterable), or why there is none. */
export function accountingDate(
  facts: DateFacts,
): { readonly dates: InvoiceDates } | { readonly problems: readonly Problem[] } {
  const { settings, billingDate } = facts;
  const missing = missingDates(facts, settings.glDatePolicy, {
    billingDate: 'the date of the invoice',
    requisitionEnd: 'its accounting date',
  });
  const wanted = { billingDate, periodEnd: facts.requisitionEnd, postingDay: facts.today }[settings.glDatePolicy];
  if (missing.length > 0 || wanted === null || billingDate === null) return { problems: missing };
  const payables = periodOf(facts.payables, wanted);
  const ledger = periodOf(facts.generalLedger, wanted);
  if (payables?.status === 'O' && isTaken(ledger))
    return { dates: { invoiceDate: billingDate, accountingDate: wanted } };
  const named = (of: string, period: Period | null): string =>
    `${of} ${period === null ? 'has no period for it' : `${period.name} is ${period.status}`}`;
  const state = `${named('Payables', payables)}, ${named('General Ledger', ledger)}`;
  if (payables === null || ledger === null || isAhead(payables) || ledger.status === 'N') {
    return { problems: [periodNotOpened(settings.ledger, wanted, state)] };
  }
  const first = firstOpen(facts, wanted);
  if (settings.outsidePeriod === 'firstOpenDay' && first !== null) {
    return { dates: { invoiceDate: billingDate, accountingDate: first, movedFrom: wanted } };
  }
  return { problems: [periodIsClosed(settings.ledger, wanted, state)] };
}

/** The period that contains a day; an adjusting one, which lies within another, is none. */
export function periodOf(periods: readonly Period[], day: string): Period | null {
  const containing = periods.filter(({ start, end }) => start <= day && day <= end);
  const [longest = null] = containing.toSorted((a, b) => spanOf(b) - spanOf(a));
  return longest;
}

function spanOf({ start, end }: Period): number {
  return Date.parse(end) - Date.parse(start);
}

export function isTaken(period: Period | null): boolean {
  return period !== null && (period.status === 'O' || period.status === 'F');
}

/** Not opened yet: of Payables also what is only future enterable. */
function isAhead({ status }: Period): boolean {
  return status === 'N' || status === 'F';
}

function firstOpen({ payables, generalLedger }: DateFacts, wanted: string): string | null {
  const days = payables
    .filter(({ status, start }) => status === 'O' && start > wanted)
    .map(({ start }) => start)
    .filter((day) => periodOf(payables, day)?.start === day && isTaken(periodOf(generalLedger, day)));
  return days.toSorted()[0] ?? null;
}

/** `state`: which period it is, and how it stands. */
export function periodNotOpened(ledger: PostingSettings['ledger'], wanted: string, state: string): Problem {
  return {
    reason: 'periodClosed',
    kind: 'waiting',
    field: 'AccountingDate',
    value: wanted,
    message: `The accounting date ${wanted} lies in a period that is not opened yet in ledger ${ledger.name}: ${state}.`,
    remedies: [{ act: 'byItself', text: 'It goes on by itself when the period is opened in Fusion' }],
    causeKey: causeKey.period(ledger.id),
  };
}

export function periodIsClosed(ledger: PostingSettings['ledger'], wanted: string, state: string): Problem {
  return {
    reason: 'periodClosed',
    kind: 'person',
    field: 'AccountingDate',
    value: wanted,
    message: `The accounting date ${wanted} lies in a closed period of ledger ${ledger.name}: ${state}.`,
    remedies: [
      { act: 'inErp', text: 'Reopen the period in Fusion' },
      { act: 'inProcore', text: 'Change the date in Procore' },
      { act: 'changeSetting', path: 'posting.outsidePeriod', to: 'firstOpenDay' },
    ],
    causeKey: causeKey.period(ledger.id),
  };
}
