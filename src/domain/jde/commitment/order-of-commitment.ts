import type { AtGoLive } from '../../commitment/at-go-live';
import { plus } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import type { PostedEffects } from '../../posting/books/posted-effects';
import { toOrderReference } from '../bodies/order-reference';
import type { OrderReference } from '../bodies/posting-body';
import { linesBack } from '../kinds/lines-back';
import { orderClose } from '../kinds/order-close';
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
  /** Closed from here: what comes back on it becomes another line. */
  readonly isClosed: boolean;
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

/** Kinds that move what lines carry by a person's choice, beside those that add them. */
const movingKinds: readonly string[] = [orderClose.name, linesBack.name];

/** Null: it has none that is in force, made from here or linked. */
export function orderOfCommitment({ ordered, atGoLive = null }: Known): OrderOfCommitment | null {
  const inForce = ordered?.standing('posted');
  if (ordered === undefined || inForce === undefined) return null;
  // The newest line of an item comes first: what came back on a closed one is billed there.
  const moved = inForce.all.filter(({ posting }) => posting !== null && movingKinds.includes(posting.kind));
  const back = moved.toReversed().flatMap(({ entries }) => entries);
  const closings = moved.filter(({ posting }) => posting?.kind === orderClose.name);
  const closed = new Set(closings.flatMap(({ entries }) => entries.map(({ orderLine }) => orderLine)));
  const added = inForce
    .ofStep('orderChange')
    .all.filter((effect) => !moved.includes(effect))
    .flatMap(({ entries }) => entries);
  const own = inForce.newest('order')?.posting?.reference;
  if (own != null) {
    const entries = inForce.ofStep('order').all.flatMap((effect) => effect.entries);
    return {
      reference: toOrderReference(own),
      lines: linesOf([...back, ...entries, ...added], closed),
      isLinked: false,
    };
  }
  if (atGoLive?.choice !== 'link') return null;
  const reference = orderNamed(atGoLive.order);
  const linked = linkedEntries(ordered, atGoLive.order);
  return reference === null || linked.length === 0
    ? null
    : { reference, lines: linesOf([...back, ...linked, ...added], closed), isLinked: true };
}

/** What was entered when the lines of an order were found as they must be. */
export function linkedEntries(ordered: PostedEffects, order: string): readonly Entry[] {
  const entered = ordered.all.filter(({ posting }) => posting === null).flatMap(({ entries }) => entries);
  return entered.filter(({ book, orderLine }) => book === 'order' && orderLine.startsWith(`${order}#`));
}

function linesOf(entries: readonly Entry[], closed: ReadonlySet<string>): readonly OrderedLine[] {
  const lines = new Map<string, OrderedLine>();
  for (const { book, orderLine: mark, item, account, amount } of entries) {
    if (book !== 'order' || mark === '') continue;
    const carried = plus(lines.get(mark)?.carried ?? '0', amount);
    lines.set(mark, { mark, item, account, carried, isClosed: closed.has(mark) });
  }
  return [...lines.values()];
}
