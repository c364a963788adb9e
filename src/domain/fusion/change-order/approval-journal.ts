import type { CodedContractLine } from '../../commitment/coded-lines';
import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import type { Problem } from '../../holds/hold-reason';
import type { Remedies } from '../../holds/remedy';
import { isZero, negate, sum, toAmount } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import type { FactBook, FactKey } from '../../posting/plan/planner';
import type { PlannedStep } from '../../posting/plan/planned-step';
import { journalDraftOf } from '../bodies/journal-import-body';
import { journalRunName, type JournalMember } from '../bodies/journal-member';
import { balancingValue, inCompany, withNaturalAccount } from '../chart';
import { journalDate, type JournalDate } from '../direct-cost/journal-date';
import { fusionFact, fusionFactKey } from '../facts';
import { conversionOf, notConverted, otherCurrency, type InOtherCurrency } from '../journals/other-currency';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts, type AccountUse } from '../requisition/check-accounts';
import type { ApprovalJournalSettings as Booked } from './journal-settings';

interface ApprovalFacts {
  readonly wanted: ChangeOrderWanted;
  readonly lines: readonly CodedContractLine[];
  readonly currency: string;
  readonly facts: FactBook;
  readonly settings: PostingSettings;
  readonly today: string;
}

interface ApprovalJournal {
  /** Null: nothing is booked for it. */
  readonly step: PlannedStep | null;
  readonly problems: readonly Problem[];
  /** For people, by name. */
  readonly facts: Readonly<Record<string, string>>;
}

interface JournalLine {
  readonly account: string;
  readonly amount: string;
  readonly description: string;
  /** `''` of what answers others. */
  readonly item: string;
  readonly setting?: string;
}

const nothing: ApprovalJournal = { step: null, problems: [], facts: {} };
const section = 'posting.changeOrderJournal';
const withoutJournal: Remedies = [
  { act: 'changeSetting', path: section, to: 'none', onlyIf: 'approvals need not be booked' },
];

/**
 * What the approval of a change order comes to in the general ledger: its part of a journal of a run, a row for each line and one
 * against them in each company. It is booked on the day of the approval, whatever becomes of the order (accounting-fusion 7).
 */
export function approvalJournal(of: ApprovalFacts): ApprovalJournal | { readonly need: readonly FactKey[] } {
  const { wanted, currency, facts, settings, today } = of;
  const { changeOrderJournal: own, ledger, ledgerApplicationId } = settings;
  if (own === undefined || own.method === 'none' || of.lines.length === 0) return nothing;
  const { approvedOn } = wanted;
  // What is accrued of it is a document of its own, at the end of the period that the day names.
  if (own.method === 'accrual') return approvedOn === null ? { ...nothing, problems: [noApproval(wanted)] } : nothing;
  if (approvedOn !== null && approvedOn < own.from)
    return { ...nothing, facts: { journal: `none before ${own.from}` } };
  const lines = journalLines(of, own);
  const accounts = new Map(lines.map(({ account, setting }) => [account, setting]));
  const keys = [
    ...[fusionFactKey.ledger(ledger.id), fusionFactKey.periods(ledger.id, ledgerApplicationId)],
    ...[...accounts.keys()].map(fusionFactKey.combination),
  ];
  const need = keys.filter(({ kind, id }) => facts.get(kind, id) === undefined);
  if (need.length > 0) return { need };

  const books = fusionFact(facts, 'ledger', ledger.id)?.currency ?? '';
  const periods = fusionFact(facts, 'periods', `${ledger.id}/${ledgerApplicationId}`) ?? [];
  const dated = approvedOn === null ? null : journalDate({ settings, wanted: approvedOn, periods });
  const at = dated !== null && 'at' in dated ? dated.at : null;
  const uses = [...accounts].map(([account, setting]): AccountUse => {
    const combination = fusionFact(facts, 'combination', account) ?? null;
    return { account, combination, ...(setting === undefined ? {} : { setting }) };
  });
  const problems = [
    ...(approvedOn === null ? [noApproval(wanted)] : []),
    ...(dated !== null && 'problem' in dated ? [dated.problem] : []),
    ...foreignProblems(own, { what: 'change order', currency, books }, settings),
    ...checkAccounts(uses, at?.date ?? today),
  ];
  if (problems.length > 0 || at === null) return { ...nothing, problems };
  return {
    step: stepOf(of, own, lines, at, books),
    problems: [],
    facts: { journal: `${own.method} of ${at.date}, period ${at.period.name}` },
  };
}

/** A memo is converted by Fusion; an encumbrance is of the ledger's currency alone (accounting-fusion 7). */
function foreignProblems(own: Booked, of: InOtherCurrency, { journals }: PostingSettings): readonly Problem[] {
  if (of.currency === of.books) return [];
  if (own.method === 'encumbrance') return [otherCurrency(of, withoutJournal)];
  return journals?.conversionType === undefined ? [notConverted(of, withoutJournal)] : [];
}

/** Lines of one company balance by themselves, since the reserve or the offset takes its value. */
function journalLines({ lines, settings, currency, wanted }: ApprovalFacts, own: Booked): readonly JournalLine[] {
  const { chart } = settings;
  const booked = lines.map(({ item, account, amount, description }): JournalLine => ({
    ...{ item, amount, description },
    ...(own.method === 'memo'
      ? { account: withNaturalAccount(chart, account, own.naturalAccount), setting: `${section}.naturalAccount` }
      : { account }),
  }));
  const [against, setting] =
    own.method === 'memo'
      ? [own.offsetAccount, `${section}.offsetAccount`]
      : [own.reserveAccount, `${section}.reserveAccount`];
  const { number, id } = wanted.changeOrder;
  const companies = [...new Set(booked.map(({ account }) => balancingValue(chart, account)))];
  const answers = companies.map((company): JournalLine => {
    const ofCompany = booked.filter(({ account }) => balancingValue(chart, account) === company);
    const amount = toAmount(negate(sum(ofCompany.map((line) => line.amount))), currency);
    return {
      ...{ item: '', amount, account: inCompany(chart, against, company), setting },
      description: `Against change order ${number ?? id}`,
    };
  });
  return [...booked, ...answers].filter(({ amount }) => !isZero(amount));
}

function stepOf(
  { wanted, currency, settings }: ApprovalFacts,
  own: Booked,
  lines: readonly JournalLine[],
  at: JournalDate,
  books: string,
): PlannedStep {
  const { sourceId } = wanted;
  const member: JournalMember = {
    ...{
      document: `changeOrder/${sourceId}`,
      book: own.method,
      ...{ ledger: settings.ledger, currency, ...conversionOf(settings, { currency, books }) },
      journal: `CO ${sourceId}`.slice(0, 25),
    },
    ...{ accountingDate: at.date, period: at.period.name, namesPeriod: at.namesPeriod },
    ...(own.method === 'memo' ? {} : { encumbranceTypeId: own.encumbranceTypeId }),
    lines: lines.map(({ account, amount, description, item }) => ({
      ...{ account, amount, description },
      lineId: item.slice(item.indexOf(':') + 1),
    })),
  };
  return {
    ...{ id: 'memo', step: 'memo', kind: 'journalImport', system: 'fusion', subject: `changeOrder:${sourceId}/memo` },
    ...{ draft: journalDraftOf([member]), entries: lines.map((line) => entryOf(line, own.method, at.date)) },
    via: { kind: 'journalRun', run: journalRunName(member, 'document') },
    asks: ['live'],
  };
}

/** It never counts as billed, or as ordered. */
function entryOf({ account, amount, item }: JournalLine, book: Entry['book'], date: string): Entry {
  return {
    ...{ book, supplier: '', account, orderLine: '', item, amount },
    ...{ gross: '0', withheld: '0', tax: '0', period: date.slice(0, 7) },
  };
}

function noApproval({ changeOrder }: ChangeOrderWanted): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'reviewed_at',
    value: changeOrder.reviewedAt ?? '',
    message: `Change order ${changeOrder.number ?? changeOrder.id} is approved, and Procore does not say when, which gives its journal its date.`,
    remedies: [{ act: 'inProcore', text: 'Take its approval back in Procore and approve it again' }],
  };
}
