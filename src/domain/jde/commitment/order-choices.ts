import {
  closedFromHere,
  type OrderChoices,
  type OrderInQuestion,
  type OrderOffer,
} from '../../commitment/order-choices';
import { billedByLine, leftOf } from '../../commitment/billed-by-line';
import { isZero, minus, negate, plus, sum, toAmount } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import { PostedEffects } from '../../posting/books/posted-effects';
import { parseAccountName } from '../account';
import type { MovedLine } from '../bodies/order-of-commitment-body';
import type { CommitmentOrderDraft } from '../kinds/commitment-order';
import { linesBack, type LinesBackDraft } from '../kinds/lines-back';
import { movedEntries, orderClose, type OrderCloseDraft } from '../kinds/order-close';
import type { OrderReliefDraft } from '../kinds/order-relief';
import { lineMark } from './line-mark';
import { orderOfCommitment, type OrderOfCommitment, type OrderedLine } from './order-of-commitment';

/** What people choose about an order of a commitment in JD Edwards (J3, J5, accounting-changes 1). */
export const jdeOrderChoices: OrderChoices = {
  about: ['commitment', 'changeOrder'],

  orderOf: (of) => {
    const order = orderOfCommitment(of) ?? orderOfCommitment(canceled(of));
    return order === null ? null : { ...order.reference };
  },

  offers: (of) => {
    const order = orderOfCommitment(of);
    if (order === null) return closedThere(of);
    const lines = carriedLines(of, order);
    const closed = isClosedFromHere(of) ? canceled(of) : of;
    const whole = orderOfCommitment(closed) ?? order;
    const offers = [closing(closed, whole, carriedLines(closed, whole))];
    return of.changeOrder === null ? [...offers, ...comingBack(of, order, lines)] : offers;
  },
};

/**
 * The same with an order of which all is canceled in JDE as if that were in force: by somebody there, or from here, and forgotten by a
 * ledger that was restored.
 */
function canceled(of: OrderInQuestion): OrderInQuestion {
  if (of.changeOrder !== null) return of;
  const all = of.ordered.all.map((effect) =>
    effect.posting?.stage === 'voided'
      ? { ...effect, posting: { ...effect.posting, stage: 'posted' as const } }
      : effect,
  );
  return { ...of, ordered: new PostedEffects(all) };
}

/** Then lines of change orders that are canceled with it are closed, and not voided. */
function isClosedFromHere({ ordered }: OrderInQuestion): boolean {
  return ordered.ofStep('order').all.some(({ posting }) => posting?.facts[closedFromHere] === 'yes');
}

/** It was closed, which a person knows alone: nothing is open of it, so nothing is called. */
function closedThere(of: OrderInQuestion): readonly OrderOffer[] {
  const asInForce = canceled(of);
  const order = orderOfCommitment(asInForce);
  if (order === null) return [];
  const offer = closing(asInForce, order, carriedLines(asInForce, order));
  const says =
    'All lines of the order are canceled in JDE. It counts as closed, not as voided: its lines carry what is billed on them, and what comes back on them becomes new lines, by a choice of its own. Nothing is changed in JDE.';
  if (offer.does === null) return [offer];
  // What a restored ledger forgot with it goes on first, and bills what its lines carried.
  const underWay = {
    says: 'All lines of the order are canceled in JDE. It counts as closed, not as voided, and what bills it or comes onto it goes on. Its lines carry what they carried until that is posted: then it is closed once more. Nothing is changed in JDE.',
    does: { ...offer.does, draft: { ...(offer.does.draft as OrderCloseDraft), lines: [] }, entries: [] },
  };
  return [{ ...offer, says, underWay }];
}

/** A line of the order with what is posted on it. */
interface CarriedLine extends OrderedLine {
  readonly supplier: string;
  readonly left: string;
}

function carriedLines(of: OrderInQuestion, order: OrderOfCommitment): readonly CarriedLine[] {
  const billed = billedByLine(of.bills.standing('posted'));
  const suppliers = new Map(
    of.ordered.all.flatMap(({ entries }) => entries.map((one) => [one.orderLine, one.supplier])),
  );
  return order.lines.map((line) => ({
    ...line,
    supplier: suppliers.get(line.mark) ?? '',
    left: leftOf(line.carried, billed[line.mark] ?? '0'),
  }));
}

function entriesOf({ ordered }: OrderInQuestion, kind: string): readonly Entry[] {
  const own = ordered.standing('posted').all.filter(({ posting }) => posting?.kind === kind);
  return own.flatMap(({ entries }) => entries);
}

function closing(of: OrderInQuestion, order: OrderOfCommitment, all: readonly CarriedLine[]): OrderOffer {
  const { changeOrder, decision } = of;
  const items = new Set(
    of.ordered.ofDocument(changeOrder ?? '').all.flatMap(({ entries }) => entries.map(({ item }) => item)),
  );
  const lines = all.filter((line) => !line.isClosed && (changeOrder === null || items.has(line.item)));
  if (lines.length === 0) {
    return { kind: 'closeOrder', says: 'Every line of it is closed already.', does: null };
  }
  const moved = lines.map((line) => movedLine(of, line, minus('0', line.left)));
  const draft: OrderCloseDraft = { kind: 'orderClose', order: order.reference, decision, lines: moved };
  return {
    kind: 'closeOrder',
    says: 'What is open of these lines is canceled in JDE and read back. What is billed stays. A closed line is not opened again: what comes back on it becomes a new line, by a choice of its own.',
    does: { ...common(of), step: 'orderClose', kind: orderClose.name, draft, entries: movedEntries(moved) },
  };
}

/** What is given back on closed lines, and what was closed and is wanted again, as lines of their own. */
function comingBack(of: OrderInQuestion, order: OrderOfCommitment, all: readonly CarriedLine[]): readonly OrderOffer[] {
  const closed = all.filter(({ isClosed }) => isClosed);
  if (closed.length === 0) return [];
  const closedOff = (item: string): string => {
    const taken = entriesOf(of, orderClose.name).filter((one) => one.item === item);
    return negate(sum(taken.map(({ amount }) => amount)));
  };
  const again = (item: string): string => {
    const back = entriesOf(of, linesBack.name).filter((one) => one.item === item);
    return sum(back.map(({ amount }) => amount));
  };
  return [
    back(of, order, all, {
      kind: 'newLine',
      says: 'What came back on closed lines of the order, since a voucher was voided or lowered, becomes a new line for each, which is billed from then on.',
      none: 'Nothing came back on a closed line.',
      beside: () => '0',
    }),
    back(of, order, all, {
      kind: 'reopenOrder',
      says: 'What was closed of the order, and what came back on closed lines since, becomes a new line for each, which is billed from then on.',
      none: 'What was closed stands on the order again.',
      beside: (item) => minus(closedOff(item), again(item)),
    }),
  ];
}

function back(
  of: OrderInQuestion,
  order: OrderOfCommitment,
  all: readonly CarriedLine[],
  how: {
    readonly kind: 'newLine' | 'reopenOrder';
    readonly says: string;
    readonly none: string;
    /** Of an item, what becomes open beside what came back. */
    readonly beside: (item: string) => string;
  },
): OrderOffer {
  const { kind, says, none, beside } = how;
  const items = [...new Set(all.filter(({ isClosed }) => isClosed).map(({ item }) => item))];
  const moves: MovedLine[] = [];
  const lines = items.flatMap((item): LinesBackDraft['lines'] => {
    const own = all.filter((line) => line.item === item);
    const closed = own.filter((line) => line.isClosed && !isZero(line.left));
    const amount = fixed(of, plus(sum(closed.map(({ left }) => left)), beside(item)));
    const [like] = own;
    if (like === undefined || isZero(amount)) return [];
    const key = `${lineMark(item)}/${own.length + 1}`;
    moves.push(
      movedLine(of, { ...like, mark: key }, amount),
      ...closed.map((line) => movedLine(of, line, minus('0', line.left))),
    );
    return [{ key, item, account: parseAccountName(like.account), amount, description: descriptionOf(of, item) }];
  });
  const [first] = lines;
  if (first === undefined) return { kind, says: none, does: null };
  const draft: LinesBackDraft = {
    kind: 'linesBack',
    supplier: all[0]?.supplier ?? '',
    order: order.reference,
    glDate: of.today,
    foreign: planned(of)?.foreign === true,
    decision: of.decision,
    ...{ lines, moves },
  };
  return {
    kind,
    says,
    does: { ...common(of), step: 'orderChange', kind: linesBack.name, draft, entries: movedEntries(moves) },
  };
}

function movedLine(
  { today }: OrderInQuestion,
  { mark, item, account, supplier }: Pick<CarriedLine, 'mark' | 'item' | 'account' | 'supplier'>,
  amount: string,
): MovedLine {
  return { mark, item, supplier, account, amount, period: today.slice(0, 7) };
}

function common({ commitmentId }: OrderInQuestion) {
  return { system: 'jde', subject: `order:${commitmentId}` } as const;
}

/** What was planned of it before, of which the currency is the same. */
function planned(of: OrderInQuestion): CommitmentOrderDraft | OrderReliefDraft | null {
  return (of.draftOf('order') ?? of.draftOf('relief')) as CommitmentOrderDraft | OrderReliefDraft | null;
}

function fixed(of: OrderInQuestion, amount: string): string {
  const currency = planned(of)?.currency ?? '';
  return currency === '' ? amount : toAmount(amount, currency);
}

function descriptionOf(of: OrderInQuestion, item: string): string {
  const draft = of.draftOf('order') as CommitmentOrderDraft | null;
  return draft?.lines.find((line) => line.item === item)?.description ?? item.slice(0, 30);
}
