import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';
import type { EssRequest } from '../scheduler/ess-requests';
import { SUCCEEDED, type Outcome } from '../scheduler/life';
import { checkRow, type CheckedRow } from './check-row';
import { finding, type Finding } from './errors';
import type { InterfaceRow } from './interface-rows';
import { grouped, isBalanced, isBalancedBySegment, journalsOf, type Journal } from './journals-of';
import { makeBatches } from './make-batches';
import { writeReport, type GroupResult } from './report';

/** The seven positions of `ParameterList` (reference 8.2). */
interface ImportParameters {
  readonly dataAccessSet: string;
  readonly source: string;
  readonly ledgerId: string;
  readonly group: string;
  readonly errorsToSuspense: boolean;
  readonly summary: boolean;
}

/** Read by position: what is one position off finds nothing, and nobody is told. */
function importParameters(positions: readonly string[]): ImportParameters {
  const [dataAccessSet = '', source = '', ledgerId = '', group = '', suspense = '', summary = ''] = positions;
  return { dataAccessSet, source, ledgerId, group, errorsToSuspense: suspense === 'Y', summary: summary === 'Y' };
}

/**
 * *Import Journals: Child*: takes from `GL_INTERFACE` what fits source, ledger and group, also rows of an earlier failure.
 * A group comes in whole or not at all (reference 8.3); finding nothing is a success (8.4).
 */
export function importJournals(state: FusionState, request: EssRequest, positions: readonly string[]): Outcome {
  const parameters = importParameters(positions);
  const ledger = state.collection('ledgersLOV').get(parameters.ledgerId);
  const source = sourceName(state, parameters.source);
  const isSeen = ledger !== undefined && source !== undefined && seesLedger(state, parameters.dataAccessSet);
  const results = !isSeen
    ? []
    : grouped(selected(state, ledger, source, parameters.group), groupOf).map((rows) =>
        importGroup(state, ledger, rows, request, parameters),
      );
  writeReport(request, source ?? parameters.source, results);
  const isGood = results.every(({ isRefused }) => !isRefused);
  return isGood ? SUCCEEDED : { state: 'WARNING', message: 'Journal import found errors.' };
}

const groupOf = ({ values }: InterfaceRow): string => values['GROUP_ID'] ?? '';

/** Of a source that the customer made the job takes the key, not the name: the switch `sourceParameter`. */
function sourceName(state: FusionState, parameter: string): string | undefined {
  const { sourceParameter } = state.settings;
  const found = state
    .collection('journalSourcesLOV')
    .all()
    .find(
      (source) =>
        (sourceParameter !== 'name' && source.text('JournalSourceKey') === parameter) ||
        (sourceParameter !== 'key' && source.text('UserJournalSourceName') === parameter),
    );
  return found?.text('UserJournalSourceName');
}

const seesLedger = ({ settings }: FusionState, dataAccessSet: string): boolean =>
  dataAccessSet === '#NULL' ||
  (/^\d+$/.test(dataAccessSet) &&
    (settings.dataAccessSets.length === 0 || settings.dataAccessSets.includes(dataAccessSet)));

function selected(state: FusionState, ledger: Item, source: string, group: string): InterfaceRow[] {
  return state.glInterface.all().filter(({ values }) => {
    const { LEDGER_ID: id, LEDGER_NAME: name } = values;
    const isOfLedger = id === undefined ? name === ledger.text('Name') : id === ledger.text('LedgerId');
    const isOfGroup = group === 'ALL' || values['GROUP_ID'] === group;
    return isOfLedger && isOfGroup && values['USER_JE_SOURCE_NAME'] === source;
  });
}

function importGroup(
  state: FusionState,
  ledger: Item,
  rows: readonly InterfaceRow[],
  request: EssRequest,
  parameters: ImportParameters,
): GroupResult {
  const group = rows[0] === undefined ? '' : groupOf(rows[0]);
  const checked = rows.map((row) => checkRow(state, ledger, row, parameters));
  const unbalanced = journalsOf(checked).flatMap((journal) => {
    const code = imbalance(state, ledger, journal);
    return code === undefined ? [] : [{ code, journal }];
  });
  const errors = new Map(checked.map(({ row, errors: own }) => [row, [...own]]));
  for (const { code, journal } of unbalanced.filter((each) => each.code === 'EU02')) {
    journal.forEach(({ row }) => errors.get(row)?.push(finding(code)));
  }
  const isRefused = [...errors.values()].some((own) => own.length > 0);
  if (isRefused) {
    errors.forEach((own, row) => mark(row, own));
  } else {
    makeBatches(state, ledger, checked, { group, requestId: request.id, summary: parameters.summary });
    const imported = new Set(rows);
    state.glInterface.remove((row) => imported.has(row));
  }
  return {
    group,
    checked: checked.map((row) => ({ ...row, errors: errors.get(row.row) ?? [] })),
    unbalanced,
    isRefused,
  };
}

/** `P` has passed, and is not imported: it shares its group with a row that has not (reference 8.6). */
function mark(row: InterfaceRow, errors: readonly Finding[]): void {
  row.status = errors.length === 0 ? 'P' : errors.map(({ code }) => code).join(',');
  row.description = errors.map(({ text }) => text).join(' ');
}

function imbalance(state: FusionState, ledger: Item, journal: Journal): 'EU02' | 'WU01' | undefined {
  const { suspensePosting, unbalancedSegments } = state.settings;
  if (!isBalanced(journal)) return suspensePosting ? 'WU01' : 'EU02';
  const isAskedFor = unbalancedSegments === 'refused' && everyAccount(journal);
  return isAskedFor && !isBalancedBySegment(state, ledger, journal) ? 'EU02' : undefined;
}

/** Without its account a row has no balancing segment. */
const everyAccount = (journal: readonly CheckedRow[]): boolean => journal.every(({ account }) => account !== undefined);
