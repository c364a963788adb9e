import { isNegative } from '../../money/money';
import type { PostedEffects } from '../../posting/books/posted-effects';
import type { Revised, RevisedLine } from '../kinds/order-revision';
import { purchaseOrder } from '../kinds/purchase-order';
import type { CodedContractLine } from '../../commitment/coded-lines';

/** The order that stands of a commitment, and whether it is still a draft. */
export interface StandingOrder extends Revised {
  readonly supplier: string;
  readonly isDraft: boolean;
  readonly lines: readonly (RevisedLine & { readonly item: string })[];
}

/** Null: none stands that was sent from here. */
export function standingOrder(effects: PostedEffects): StandingOrder | null {
  const newest = effects.standing().newest('order');
  const { posting, entries = [] } = newest ?? {};
  const headerId = posting?.reference?.['poHeaderId'];
  if (posting == null || headerId === undefined || posting.kind !== purchaseOrder.name) return null;
  const { key, supplier, stage } = posting;
  return {
    ...{ key, headerId, supplier, isDraft: stage === 'stands' || stage === 'returned' },
    lines: entries.map(({ orderLine: number, account, amount, item }) => ({ number, account, amount, item })),
  };
}

/**
 * A line keeps the number that it has on the order; further ones come behind. One that turns into a credit, or back, is another
 * line there: the type of a line cannot be changed.
 */
export function numberedLines(
  lines: readonly CodedContractLine[],
  standing: StandingOrder | null,
): readonly (CodedContractLine & { readonly number: string })[] {
  const known = standing?.lines ?? [];
  let last = Math.max(0, ...known.map(({ number }) => Number(number)));
  return lines.map((line) => {
    const own = known.find(({ item, amount }) => item === line.item && isNegative(amount) === isNegative(line.amount));
    return { ...line, number: own?.number ?? String((last += 1)) };
  });
}

/**
 * The draft that the lines are written onto: approvers sent it back, somebody took it back, or it was not submitted yet
 * (accounting-fusion 1). Null: there is none, or it has these lines.
 */
export function revisedDraft(
  lines: readonly (RevisedLine & { readonly item: string })[],
  supplier: string,
  standing: StandingOrder | null,
): Revised | null {
  if (standing === null || !standing.isDraft || standing.supplier !== supplier) return null;
  const { key, headerId } = standing;
  const text = (of: typeof lines): string =>
    JSON.stringify(of.map(({ item, number, account, amount }) => [item, number, account, amount]).sort());
  if (text(lines) === text(standing.lines)) return null;
  return { key, headerId, lines: standing.lines.map(({ number, account, amount }) => ({ number, account, amount })) };
}
