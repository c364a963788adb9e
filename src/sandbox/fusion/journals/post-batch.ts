import { decimalOf, sumOf } from '../../decimal';
import type { FusionState } from '../fusion-state';
import { combinationText } from '../items/combinations';
import { Item } from '../items/item';
import { emptyValues } from '../items/item-from';
import { childOf } from '../resources/definition';
import { journalBatches } from '../resources/journals';
import { balancingSegment, grouped } from './journals-of';
import { isOpen, ledgerPeriod } from './periods';

const errorDefinition = childOf(journalBatches, 'journalErrors');

export const linesOf = (state: FusionState, header: Item): Item[] => header.list(state.settings.journalLinesChild);

export const isPosted = (batch: Item): boolean => batch.text('Status') === 'P';

/** Posted, or left as it is with its errors; answers why it was not posted. */
export function postBatch(state: FusionState, batch: Item, user: string): string | undefined {
  const refusals = batch.list('journalHeaders').flatMap((header) => {
    const refusal = refusalOf(state, header);
    return refusal === undefined ? [] : [{ header, refusal }];
  });
  const [first] = refusals;
  batch.children['journalErrors'] = refusals.map(({ header, refusal }) => errorItem(state, batch, header, refusal));
  if (first !== undefined) {
    state.touch(batch, { ErrorMessage: first.refusal }, user);
    return first.refusal;
  }
  const posted = { Status: 'P', StatusMeaning: 'Posted', PostedDate: state.today(), ErrorMessage: null };
  state.touch(batch, posted, user);
  return undefined;
}

/** Posting needs an open period; a future enterable one is not enough (reference 4.1). */
function refusalOf(state: FusionState, header: Item): string | undefined {
  const ledger = state.collection('ledgersLOV').find({ Name: header.text('LedgerName') });
  const lines = linesOf(state, header);
  const period = header.text('PeriodName');
  if (ledger === undefined || !isOpen(ledgerPeriod(state, ledger.text('LedgerId'), period))) {
    return `The period ${period} is not open.`;
  }
  const { suspensePosting, unbalancedSegments } = state.settings;
  if (!isEven(lines)) return suspensePosting ? undefined : 'The journal is not balanced.';
  const segments = segmentByText(state, ledger);
  const perSegment = grouped(lines, (line) => segments.get(line.text('AccountCombination')) ?? '');
  const isUneven = unbalancedSegments !== 'allowed' && !perSegment.every(isEven);
  return isUneven ? `The journal is not balanced by ${balancingSegment(state, ledger)}.` : undefined;
}

const isEven = (lines: readonly Item[]): boolean => {
  const sum = (name: string) => sumOf(lines.map((line) => decimalOf(line.text(name))));
  return sum('AccountedDr').equals(sum('AccountedCr'));
};

function segmentByText(state: FusionState, ledger: Item): Map<string, string> {
  const segment = balancingSegment(state, ledger);
  const combinations = state
    .collection('accountCombinationsLOV')
    .where({ _CHART_OF_ACCOUNTS_ID: ledger.text('ChartOfAccountsId') });
  return new Map(combinations.map((each) => [combinationText(state, each), each.text(segment)]));
}

const errorItem = (state: FusionState, batch: Item, header: Item, text: string): Item =>
  new Item({
    ...emptyValues(errorDefinition),
    ErrorId: state.newId(),
    BatchName: batch.text('BatchName'),
    HeaderName: header.text('JournalName'),
    ErrorMessage: text,
  });

/** *AutomaticPosting*: whatever can be posted is; the rest keeps its errors (reference 8.4). */
export function postAll(state: FusionState, user: string): { posted: number; refused: number } {
  const unposted = state
    .collection('journalBatches')
    .all()
    .filter((batch) => batch.text('Status') === 'U');
  const refusals = unposted.map((batch) => postBatch(state, batch, user));
  const refused = refusals.filter((each) => each !== undefined).length;
  return { posted: unposted.length - refused, refused };
}
