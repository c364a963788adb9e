import { reliefDue, reliefId, type BookedLine, type MemoReliefWanted } from '../../change-order/memo-relief';
import { emptyPlan } from '../../commitment/empty-plan';
import { isZero, negate, sum, toAmount } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { Entry } from '../../posting/books/entry';
import type { Plan, PlannedStep } from '../../posting/plan/planned-step';
import type { Planner } from '../../posting/plan/planner';
import { journalDraftOf } from '../bodies/journal-import-body';
import { journalRunName, type JournalMember } from '../bodies/journal-member';
import { balancingValue } from '../chart';
import { journalDate, type JournalDate } from '../direct-cost/journal-date';
import { fusionFact, fusionFactKey } from '../facts';
import { conversionOf, notConverted } from '../journals/other-currency';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts } from '../requisition/check-accounts';

interface Planning {
  readonly wanted: MemoReliefWanted;
  readonly settings: PostingSettings;
  readonly currency: string;
  readonly conversion: Pick<JournalMember, 'conversionType'>;
  readonly at: JournalDate;
}

/**
 * What is booked for a change order is taken back, as it is billed or when its commitment is closed: the lines of its journal with
 * the opposite sign, in a journal of a run, dated today (accounting-fusion 7). Nothing is due: nothing is planned.
 */
export const fusionMemoReliefPlanner: Planner<MemoReliefWanted> = ({ wanted, facts, settings: given, today }) => {
  const settings = given as PostingSettings;
  const own = settings.changeOrderJournal;
  if (wanted === null || own === undefined || (own.method !== 'memo' && own.method !== 'encumbrance'))
    return { problems: [], choices: [] };
  const isWhole = own.commitmentRelief === 'atClose' && wanted.isClosed;
  const due = own.commitmentRelief === 'asBilled' || isWhole ? reliefDue(wanted, isWhole) : [];
  // What was booked by another method is taken back by that one's settings alone.
  const lines = withAnswers(
    due.filter(({ book }) => book === own.method),
    wanted,
    settings,
  );
  if (lines.length === 0) return { plan: planOf({ notes: ['Nothing of it is to be taken back.'] }) };
  const { ledger, ledgerApplicationId } = settings;
  const accounts = [...new Set(lines.map(({ account }) => account))];
  const need = [
    ...[fusionFactKey.ledger(ledger.id), fusionFactKey.periods(ledger.id, ledgerApplicationId)],
    ...accounts.map((account) => fusionFactKey.combination(account)),
  ].filter(({ kind, id }) => facts.get(kind, id) === undefined);
  if (need.length > 0) return { need };

  const periods = fusionFact(facts, 'periods', `${ledger.id}/${ledgerApplicationId}`) ?? [];
  const dated = journalDate({ settings, wanted: today, periods });
  const at = 'at' in dated ? dated.at : null;
  const uses = accounts.map((account) => ({
    ...{ account, combination: fusionFact(facts, 'combination', account) ?? null },
    setting: 'posting.changeOrderJournal',
  }));
  const books = fusionFact(facts, 'ledger', ledger.id)?.currency ?? '';
  const currency = wanted.currency || books;
  const conversion = conversionOf(settings, { currency, books });
  const isKept = currency === books || conversion.conversionType !== undefined;
  const problems = [
    ...(isKept ? [] : [notConverted({ what: 'journal of the change order', currency, books })]),
    ...('problem' in dated ? [dated.problem] : []),
    ...checkAccounts(uses, at?.date ?? today),
  ];
  if (problems.length > 0 || at === null) return { problems, choices: [] };
  const step = stepOf({ wanted, settings, currency, conversion, at }, lines);
  return {
    plan: planOf({
      step,
      facts: {
        journal: `${own.method} taken back on ${at.date}, period ${at.period.name}`,
        'taken back': readableAmount(
          negate(sum(lines.filter(({ item }) => item !== '').map((one) => one.amount))),
          currency,
        ),
      },
      currency,
    }),
  };
};

/** What answered the lines in the journal answers them here, by company: each of them balances by itself. */
function withAnswers(
  due: readonly BookedLine[],
  { booked, relieved }: MemoReliefWanted,
  { chart }: PostingSettings,
): readonly BookedLine[] {
  const answering = [...booked, ...relieved].filter(({ item }) => item === '');
  const companies = [...new Set(due.map(({ account }) => balancingValue(chart, account)))];
  const answers = companies.flatMap((company): BookedLine[] => {
    const own = due.filter(({ account }) => balancingValue(chart, account) === company);
    const against = answering.find(({ account }) => balancingValue(chart, account) === company);
    const total = sum(own.map(({ amount }) => amount));
    const [first] = own;
    return against === undefined || first === undefined || isZero(total)
      ? []
      : [{ book: first.book, item: '', account: against.account, amount: negate(total) }];
  });
  return [...due, ...answers];
}

function stepOf({ wanted, settings, currency, conversion, at }: Planning, lines: readonly BookedLine[]): PlannedStep {
  const { changeOrderId } = wanted;
  const own = settings.changeOrderJournal;
  const member: JournalMember = {
    document: `memoRelief/${reliefId(changeOrderId)}`,
    book: own?.method === 'encumbrance' ? 'encumbrance' : 'memo',
    ...{ ledger: settings.ledger, currency, ...conversion, journal: `CO ${changeOrderId} back`.slice(0, 25) },
    ...{ accountingDate: at.date, period: at.period.name, namesPeriod: at.namesPeriod },
    ...(own?.method === 'encumbrance' ? { encumbranceTypeId: own.encumbranceTypeId } : {}),
    lines: lines.map(({ account, amount, item }) => ({
      ...{ account, amount: toAmount(amount, currency), lineId: item.slice(item.indexOf(':') + 1) },
      description: item === '' ? 'Against what is taken back' : 'Taken back',
    })),
  };
  return {
    ...{ id: 'memoRelief', step: 'memoRelief', kind: 'journalImport', system: 'fusion' },
    ...{ subject: `changeOrder:${changeOrderId}/memoRelief`, draft: journalDraftOf([member]) },
    entries: lines.map((line) => entryOf(line, at.date)),
    via: { kind: 'journalRun', run: journalRunName(member, 'document') },
    asks: ['live'],
  };
}

/** It never counts as billed, or as ordered. */
function entryOf({ book, account, amount, item }: BookedLine, date: string): Entry {
  return {
    ...{ book, supplier: '', account, orderLine: '', item, amount },
    ...{ gross: '0', withheld: '0', tax: '0', period: date.slice(0, 7) },
  };
}

function planOf(of: {
  readonly step?: PlannedStep;
  readonly facts?: Readonly<Record<string, string>>;
  readonly currency?: string;
  readonly notes?: readonly string[];
}): Plan {
  const { head, ...rest } = emptyPlan({ mappingVersion: 0 }, of.notes ?? [], true);
  return {
    ...rest,
    steps: of.step === undefined ? [] : [of.step],
    head: { ...head, currency: of.currency ?? '', facts: of.facts ?? {} },
  };
}
