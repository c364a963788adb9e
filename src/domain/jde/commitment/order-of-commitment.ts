import type { AtGoLive } from '../../commitment/at-go-live';
import { plus } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import type { PostedEffects } from '../../posting/books/posted-effects';
import { toOrderReference } from '../bodies/order-reference';
import type { OrderReference } from '../bodies/posting-body';
import { orderNamed } from './linked-order-name';

/** A line of the order of a commitment, as our ledger knows it. */
export interface OrderedLine {
  /** `lineMark`, or `linkedMark`. */
  readonly mark: string;
  /** The line of Procore's that it was made of: `contract_item:3129856`. */
  readonly item: string;
  /** As the chart prints it. */
  readonly account: string;
  /** The value that was carried to it: what it was ordered with, or what was open of it when it was linked. */
  readonly carried: string;
}

/** The order that requisitions of a commitment bill, with the lines that change orders added to it. */
export interface OrderOfCommitment {
  readonly reference: OrderReference;
  readonly lines: readonly OrderedLine[];
  /** A person linked it. */
  readonly isLinked: boolean;
}

interface Known {
  /** What is posted of the commitment, and of its change orders. */
  readonly ordered?: PostedEffects;
  readonly atGoLive?: AtGoLive | null;
}

/** Null: it has none that is in force, made from here or linked. */
export function orderOfCommitment({ ordered, atGoLive = null }: Known): OrderOfCommitment | null {
  const inForce = ordered?.standing('posted');
  if (ordered === undefined || inForce === undefined) return null;
  const added = inForce.ofStep('orderChange').all.flatMap(({ entries }) => entries);
  const own = inForce.newest('order')?.posting?.reference;
  if (own != null) {
    const entries = inForce.ofStep('order').all.flatMap((effect) => effect.entries);
    return { reference: toOrderReference(own), lines: linesOf([...entries, ...added]), isLinked: false };
  }
  if (atGoLive?.choice !== 'link') return null;
  const reference = orderNamed(atGoLive.order);
  const linked = linkedEntries(ordered, atGoLive.order);
  return reference === null || linked.length === 0
    ? null
    : { reference, lines: linesOf([...linked, ...added]), isLinked: true };
}

/** What was entered when the lines of an order were found as they must be. */
export function linkedEntries(ordered: PostedEffects, order: string): readonly Entry[] {
  const entered = ordered.all.filter(({ posting }) => posting === null).flatMap(({ entries }) => entries);
  return entered.filter(({ book, orderLine }) => book === 'order' && orderLine.startsWith(`${order}#`));
}

function linesOf(entries: readonly Entry[]): readonly OrderedLine[] {
  const lines = new Map<string, OrderedLine>();
  for (const { book, orderLine: mark, item, account, amount } of entries) {
    if (book !== 'order' || mark === '') continue;
    lines.set(mark, { mark, item, account, carried: plus(lines.get(mark)?.carried ?? '0', amount) });
  }
  return [...lines.values()];
}
