import { ZERO, type Decimal } from '../../decimal';
import type { FusionState } from '../fusion-state';
import { combinationText } from '../items/combinations';
import { Item, type Values } from '../items/item';
import { emptyValues } from '../items/item-from';
import { childOf } from '../resources/definition';
import { journalBatches, journalLines } from '../resources/journals';
import type { CheckedRow } from './check-row';
import { grouped, journalsOf, totalsOf, type Journal } from './journals-of';

interface Import {
  readonly group: string;
  readonly requestId: string;
  readonly summary: boolean;
}

const headerDefinition = childOf(journalBatches, 'journalHeaders');
const FLAGS: Readonly<Record<string, string>> = { A: 'Actual', E: 'Encumbrance' };

/** One batch for each batch name, actual flag and period of the group, unposted, with its journals and their lines. */
export function makeBatches(state: FusionState, ledger: Item, rows: readonly CheckedRow[], run: Import): Item[] {
  const key = ({ values, periodName }: CheckedRow): string =>
    [values['REFERENCE1'] ?? '', values['ACTUAL_FLAG'] ?? '', periodName].join('\n');
  return grouped(rows, key).map((ofBatch) => {
    const batch = batchOf(state, ledger, ofBatch, run);
    batch.list('journalHeaders').push(...journalsOf(ofBatch).map((journal) => headerOf(state, ledger, journal, run)));
    batch.createdAtMs = state.nowMs();
    return state.collection('journalBatches').add(batch);
  });
}

function batchOf(state: FusionState, ledger: Item, rows: readonly CheckedRow[], run: Import): Item {
  const { values = {}, periodName = '' } = rows[0] ?? {};
  const source = values['USER_JE_SOURCE_NAME'] ?? '';
  const flag = values['ACTUAL_FLAG'] ?? '';
  // Fusion puts its own text behind the name that was sent (reference 8.8).
  const name = [values['REFERENCE1'], source, flag, run.group, run.requestId, 'N'].filter((part) => part !== undefined);
  const chart = state.collection('chartOfAccountsLOV').get(ledger.text('ChartOfAccountsId'));
  const now = state.now();
  const isReversing = values['REFERENCE7'] === 'Y';
  return new Item({
    ...emptyValues(journalBatches),
    JeBatchId: state.newId(),
    BatchName: name.join(' ').slice(0, state.settings.batchNameLength),
    BatchDescription: values['REFERENCE2'] ?? null,
    DefaultPeriodName: periodName,
    Status: 'U',
    StatusMeaning: 'Unposted',
    CompletionStatusMeaning: 'Complete',
    ApprovalStatusMeaning: 'Not required',
    FundsStatusMeaning: 'Not applicable',
    UserJeSourceName: source,
    ChartOfAccountsName: chart?.values['Name'] ?? null,
    UserPeriodSetName: ledger.values['PeriodSetName'] ?? null,
    ActualFlagMeaning: FLAGS[flag] ?? null,
    ...runningTotals(rows),
    ReversalFlag: isReversing ? 'Y' : 'N',
    ReversalPeriod: isReversing ? (values['REFERENCE8'] ?? null) : null,
    CreationDate: now,
    LastUpdateDate: now,
    GroupId: run.group,
    ImportRequestId: run.requestId,
  });
}

function headerOf(state: FusionState, ledger: Item, journal: Journal, run: Import): Item {
  const { values = {}, periodName = '' } = journal[0] ?? {};
  const category = values['USER_JE_CATEGORY_NAME'] ?? '';
  const currency = values['CURRENCY_CODE'] ?? '';
  const given = values['REFERENCE4'] ?? '';
  const header = new Item({
    ...emptyValues(headerDefinition),
    JeHeaderId: state.newId(),
    JournalName: state.settings.journalName === 'longer' ? `${given} ${category} ${currency}`.trim() : given,
    LedgerName: ledger.text('Name'),
    PeriodName: periodName,
    CurrencyCode: currency,
    DefaultEffectiveDate: values['ACCOUNTING_DATE'] ?? null,
    UserJeCategoryName: category,
    ExternalReference: values['REFERENCE6'] ?? null,
    ReversalMethod: values['REFERENCE9'] ?? 'N',
    ...runningTotals(journal),
  });
  const groups = run.summary ? grouped(journal, summaryKey) : journal.map((row) => [row]);
  header.list(state.settings.journalLinesChild).push(...groups.map((rows, index) => lineOf(state, rows, index + 1)));
  return header;
}

const accountOf = ({ account }: CheckedRow): string => account?.text('_CODE_COMBINATION_ID') ?? '';
/** Summary journals have one line for each account and side. */
const summaryKey = (row: CheckedRow): string => `${accountOf(row)} ${row.entered.dr === undefined ? 'Cr' : 'Dr'}`;

function lineOf(state: FusionState, rows: readonly CheckedRow[], number: number): Item {
  const [first] = rows;
  const side = (of: 'entered' | 'accounted', name: 'dr' | 'cr'): string | null =>
    rows.every((row) => row[of][name] === undefined) ? null : totalsOf(rows, of)[name].toFixed();
  return new Item({
    ...emptyValues(journalLines),
    JeLineNumber: String(number),
    AccountCombination: first?.account === undefined ? null : combinationText(state, first.account),
    CurrencyCode: first?.values['CURRENCY_CODE'] ?? null,
    EnteredDr: side('entered', 'dr'),
    EnteredCr: side('entered', 'cr'),
    AccountedDr: side('accounted', 'dr'),
    AccountedCr: side('accounted', 'cr'),
    Description: rows.length === 1 ? (first?.values['REFERENCE10'] ?? null) : null,
  });
}

function runningTotals(rows: readonly CheckedRow[]): Values {
  const text = (amount: Decimal): string => (amount.isZero() ? ZERO : amount).toFixed();
  const [entered, accounted] = [totalsOf(rows, 'entered'), totalsOf(rows, 'accounted')];
  return {
    RunningTotalDr: text(entered.dr),
    RunningTotalCr: text(entered.cr),
    RunningTotalAccountedDr: text(accounted.dr),
    RunningTotalAccountedCr: text(accounted.cr),
  };
}
