import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import { isZero, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { FactBook, FactKey } from '../../posting/plan/planner';
import type { JournalMember } from '../bodies/journal-member';
import { balancingValue } from '../chart';
import { fusionFact, fusionFactKey, type Period } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts } from '../requisition/check-accounts';

export type JournalCheckSettings = Pick<PostingSettings, 'chart' | 'ledgerApplicationId'>;

/** What must be read to check them: the ledger's periods and every combination. */
export function journalFactKeys(
  members: readonly JournalMember[],
  { ledgerApplicationId }: JournalCheckSettings,
): readonly FactKey[] {
  const ledgers = new Set(members.map(({ ledger }) => ledger.id));
  const accounts = new Set(members.flatMap(({ lines }) => lines.map(({ account }) => account)));
  return [
    ...[...ledgers].map((ledger) => fusionFactKey.periods(ledger, ledgerApplicationId)),
    ...[...accounts].map((account) => fusionFactKey.combination(account)),
  ];
}

/**
 * What keeps one document's part from being imported: its period takes no journals, a combination takes no line on that day, or
 * it does not balance within a value of the balancing segment. All facts of `journalFactKeys` must have been read.
 */
export function journalMemberProblems(
  member: JournalMember,
  facts: FactBook,
  settings: JournalCheckSettings,
): readonly Problem[] {
  const { lines, accountingDate } = member;
  const accounts = [...new Set(lines.map(({ account }) => account))];
  const uses = accounts.map((account) => ({
    account,
    combination: fusionFact(facts, 'combination', account) ?? null,
  }));
  return [
    ...periodProblems(member, facts, settings),
    ...checkAccounts(uses, accountingDate),
    ...balanceProblems(member, settings),
  ];
}

function periodProblems(
  { ledger, period: name, accountingDate }: JournalMember,
  facts: FactBook,
  { ledgerApplicationId }: JournalCheckSettings,
): readonly Problem[] {
  const periods = fusionFact(facts, 'periods', `${ledger.id}/${ledgerApplicationId}`) ?? [];
  const period = periods.find((one) => one.name === name);
  const isWithin = period !== undefined && period.start <= accountingDate && accountingDate <= period.end;
  if (isWithin && takesJournals(period)) return [];
  const common = {
    reason: 'periodClosed',
    field: 'PERIOD_NAME',
    value: name,
    causeKey: causeKey.period(ledger.id),
  } as const;
  if (period === undefined || !isWithin) {
    const span = period === undefined ? 'is none of the ledger' : `goes from ${period.start} to ${period.end}`;
    return [
      {
        ...common,
        kind: 'person',
        message: `${accountingDate} is to be booked in period ${name} of ledger ${ledger.name}, which ${span}.`,
        remedies: [{ act: 'inErp', text: 'Correct the calendar of the ledger; it then goes on by itself' }],
      },
    ];
  }
  if (period.status === 'N') {
    return [
      {
        ...common,
        kind: 'waiting',
        message: `Period ${name} of ledger ${ledger.name} is not opened yet.`,
        remedies: [{ act: 'byItself', text: 'It goes on by itself when the period is opened in Fusion' }],
      },
    ];
  }
  return [
    {
      ...common,
      kind: 'person',
      message: `Period ${name} of ledger ${ledger.name} takes no journals any more (status ${period.status}).`,
      remedies: [
        { act: 'inErp', text: 'Reopen the period in Fusion; it then goes on by itself' },
        { act: 'inProcore', text: 'Change the date in Procore' },
      ],
    },
  ];
}

/** Open, or future enterable: those are imported, and posted once the period is opened. */
function takesJournals({ status }: Period): boolean {
  return status === 'O' || status === 'F';
}

function balanceProblems(
  { document, lines, currency }: JournalMember,
  { chart }: Pick<JournalCheckSettings, 'chart'>,
): readonly Problem[] {
  const byValue = new Map<string, string[]>();
  for (const { account, amount } of lines) {
    const value = balancingValue(chart, account);
    byValue.set(value, [...(byValue.get(value) ?? []), amount]);
  }
  return [...byValue].flatMap(([value, amounts]): Problem[] => {
    const rest = sum(amounts);
    if (isZero(rest)) return [];
    return [
      {
        reason: 'amountsDiffer',
        kind: 'person',
        field: chart.balancing,
        value,
        message: `The journal of ${document} does not balance within ${chart.balancing} ${value}: debits less credits are ${readableAmount(rest, currency)}.`,
        remedies: [{ act: 'byHand', text: 'Correct the clearing and rounding combinations in the settings' }],
      },
    ];
  });
}
