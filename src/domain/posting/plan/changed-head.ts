import { equals, minus, plus } from '../../money/money';
import type { PlanHead, PlanTotals } from './planned-step';

/** What of a document is another than it was posted with, beside its amounts by account. */
export interface HeadChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Of amounts: by how much. */
  readonly difference?: string;
}

/**
 * Payable and tax, supplier, and whatever else people see of a plan: numbers and dates. Dates that follow the clock are no
 * change. Names without a value on one side are shown as `none`.
 */
export function headChanges(before: PlanHead, after: PlanHead, datesFollowTheClock: boolean): readonly HeadChange[] {
  const amounts = [
    amountChange('payable', payableOf(before.totals), payableOf(after.totals)),
    amountChange('tax', before.totals?.tax ?? '0', after.totals?.tax ?? '0'),
  ];
  const names = [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])];
  const texts: HeadChange[] = [
    { name: 'supplier', before: before.supplier, after: after.supplier },
    { name: 'company', before: before.company, after: after.company },
    { name: 'currency', before: before.currency, after: after.currency },
    ...names.map((name) => ({ name, before: before.facts[name] ?? 'none', after: after.facts[name] ?? 'none' })),
  ];
  const isClock = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text);
  return [
    ...amounts.filter((change) => change !== null),
    ...texts.filter((change) => {
      if (change.before === change.after) return false;
      return !(datesFollowTheClock && isClock(change.before) && isClock(change.after));
    }),
  ];
}

function amountChange(name: string, before: string, after: string): HeadChange | null {
  return equals(before, after) ? null : { name, before, after, difference: minus(after, before) };
}

function payableOf(totals: PlanTotals | null): string {
  return totals === null ? '0' : plus(totals.payable, totals.rounding);
}
