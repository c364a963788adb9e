import { summed, type AccrualWanted } from '../../accrual/accrual';
import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { Remedy } from '../../holds/remedy';
import { isNegative, sum } from '../../money/money';
import type { Period } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { isTaken, periodNotOpened } from '../requisition/accounting-date';
import { isOver } from './accrued-periods';

/** Where it cannot be accrued from here. */
export const accruedByHand: Remedy = {
  act: 'inErp',
  text: 'Accrue it in Fusion by hand, with its reversal in the next period, and have nothing accrued from here',
};

type Ledger = PostingSettings['ledger'];

/** Why a journal of that day cannot be imported; one that is not opened yet is waited for. */
export function periodFaults(ledger: Ledger, period: Period | null, day: string): readonly Problem[] {
  if (isTaken(period)) return [];
  if (isOver(period)) return [closedFor(ledger, period, day)];
  const state =
    period === null ? 'its calendar has no such period' : `General Ledger ${period.name} is ${period.status}`;
  return [periodNotOpened(ledger, day, state)];
}

export function closedFor(ledger: Ledger, period: Period | null, day: string): Problem {
  return {
    reason: 'periodClosed',
    kind: 'person',
    field: 'AccountingDate',
    value: day,
    message: `The accrual, or what reverses it, is to be booked on ${day}, and General Ledger ${period?.name ?? ''} is ${period?.status ?? ''} in ledger ${ledger.name}.`,
    remedies: [{ act: 'inErp', text: 'Reopen the period in Fusion; it then goes on by itself' }],
    causeKey: causeKey.period(ledger.id),
  };
}

/** Fusion was to reverse what is marked, and the next close comes near. */
export function notReversed({ of: { lastDay }, awaited }: AccrualWanted, next: Period | null): Problem {
  const debit = sum(
    summed(awaited)
      .map(({ amount }) => amount)
      .filter((amount) => !isNegative(amount)),
  );
  const period = next?.name ?? 'the next period';
  return {
    reason: 'deliveredTooLong',
    kind: 'person',
    field: 'ReversalPeriod',
    value: next?.name ?? '',
    message: `The accrual of ${lastDay}, ${debit} in all, is to be reversed by Fusion in ${period}, and is not: it would count twice beside its invoice.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Run AutoReverse for the next period, or reverse the batch in it by hand; it then goes on by itself',
      },
    ],
  };
}
