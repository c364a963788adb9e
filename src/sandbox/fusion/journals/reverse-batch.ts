import { decimalOf } from '../../decimal';
import type { FusionState } from '../fusion-state';
import type { Cell, Item } from '../items/item';
import { isOpen, ledgerPeriod } from './periods';
import { isPosted, linesOf } from './post-batch';

interface Reversal {
  readonly period: string;
  /** `Y` changes the signs, `N` switches debit and credit: column 51. */
  readonly method: string | undefined;
  readonly user: string;
}

/** The opposite batch, unposted; the original keeps its lines, and says when it was reversed. */
export function reverseBatch(state: FusionState, batch: Item, { period, method, user }: Reversal): Item {
  const reversal = batch.copy();
  const isCopied = state.settings.reversalTexts === 'copied';
  const nameOf = (text: string): string => (isCopied ? `Reverses ${text}` : `Reversal ${state.newId()}`);
  const today = state.today();
  const now = state.now();
  Object.assign(reversal.values, {
    JeBatchId: state.newId(),
    BatchName: nameOf(batch.text('BatchName')),
    DefaultPeriodName: period,
    ...{ Status: 'U', StatusMeaning: 'Unposted', PostedDate: null, ErrorMessage: null, ReversedByBatchId: null },
    ...{ ReversalFlag: 'N', ReversalPeriod: null, ReversalDate: null, CreationDate: now, LastUpdateDate: now },
  });
  const headers = reversal.list('journalHeaders');
  for (const header of headers) {
    const changesSigns = (method ?? header.text('ReversalMethod')) === 'Y';
    Object.assign(header.values, {
      JeHeaderId: state.newId(),
      JournalName: nameOf(header.text('JournalName')),
      PeriodName: period,
      DefaultEffectiveDate: firstDay(state, header, period),
    });
    const lines = linesOf(state, header);
    [header, ...lines].forEach((item) => oppose(item, changesSigns));
    if (!isCopied) for (const line of lines) line.values['Description'] = null;
  }
  oppose(
    reversal,
    headers.every((header) => (method ?? header.text('ReversalMethod')) === 'Y'),
  );
  reversal.createdAtMs = state.nowMs();
  state.touch(
    batch,
    {
      ReversalFlag: 'Y',
      ReversalPeriod: period,
      ReversalDate: today,
      ReversedByBatchId: reversal.text('JeBatchId'),
    },
    user,
  );
  return state.collection('journalBatches').add(reversal);
}

const SIDES = ['Entered', 'Accounted', 'RunningTotal', 'RunningTotalAccounted'];

function oppose(item: Item, changesSigns: boolean): void {
  const { values } = item;
  for (const side of SIDES.filter((name) => `${name}Dr` in values)) {
    const [dr, cr] = [values[`${side}Dr`] ?? null, values[`${side}Cr`] ?? null];
    Object.assign(
      values,
      changesSigns
        ? { [`${side}Dr`]: negated(dr), [`${side}Cr`]: negated(cr) }
        : { [`${side}Dr`]: cr, [`${side}Cr`]: dr },
    );
  }
}

const negated = (cell: Cell): Cell => (typeof cell === 'string' ? decimalOf(cell).negated().toFixed() : cell);

function firstDay(state: FusionState, header: Item, period: string): Cell {
  const ledger = state.collection('ledgersLOV').find({ Name: header.text('LedgerName') });
  return ledgerPeriod(state, ledger?.text('LedgerId') ?? '', period)?.values['StartDate'] ?? null;
}

/** *AutoReverse*: takes posted batches that are marked and not reversed yet, once their reversal period is open. */
export function reverseAllDue(state: FusionState, user: string): Item[] {
  const due = state
    .collection('journalBatches')
    .all()
    .filter((batch) => {
      const isMarked = batch.text('ReversalFlag') === 'Y' && batch.text('ReversedByBatchId') === '';
      return isMarked && isPosted(batch) && isReversalPeriodOpen(state, batch);
    });
  return due.map((batch) =>
    reverseBatch(state, batch, { period: batch.text('ReversalPeriod'), method: undefined, user }),
  );
}

function isReversalPeriodOpen(state: FusionState, batch: Item): boolean {
  const [header] = batch.list('journalHeaders');
  const ledger = state.collection('ledgersLOV').find({ Name: header?.text('LedgerName') ?? null });
  return isOpen(ledgerPeriod(state, ledger?.text('LedgerId') ?? '', batch.text('ReversalPeriod')));
}
