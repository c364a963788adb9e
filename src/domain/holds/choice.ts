import { shortHash } from '../text/short-hash';
import type { Plan } from '../posting/plan/planned-step';
import type { Entry } from '../posting/books/entry';
import { differenceByAccount } from '../posting/plan/difference-by-account';

/**
 * What a person may choose for a document of which something stands, or stood, otherwise than it says (accounting-changes 4).
 * `adjust`: the difference is posted. `postAgain`: after a void, what is wanted less what stands. `leave`: what stands stays, and
 * the new content counts as posted nowhere. `byHand`: somebody posts the difference in the ERP, and the new content counts.
 * `cancelOrder`: of what was withdrawn before its voucher, the open lines of the order are canceled.
 */
export const choiceKinds = ['adjust', 'postAgain', 'leave', 'byHand', 'cancelOrder'] as const;

export type ChoiceKind = (typeof choiceKinds)[number];

/**
 * What a person may choose about an order that stands, whether its commitment is held or not (accounting-changes 1).
 * `closeOrder`: what is open of it falls away, never what is billed. `reopenOrder`: what was closed is ordered again. `newLine`: what
 * comes back on a closed line becomes a line of its own. `keepOrder`: what was chosen and could not be done is dropped.
 */
export const orderChoiceKinds = ['closeOrder', 'reopenOrder', 'newLine', 'keepOrder'] as const;

export type OrderChoiceKind = (typeof orderChoiceKinds)[number];

export function isOrderChoice(kind: string): kind is OrderChoiceKind {
  return orderChoiceKinds.some((one) => one === kind);
}

export function isChoice(kind: string): kind is ChoiceKind {
  return choiceKinds.some((one) => one === kind);
}

/** A choice as it is shown before it is made. Amounts are decimal strings in the document's currency. */
export interface OfferedChoice<Kind extends ChoiceKind | OrderChoiceKind = ChoiceKind> {
  readonly kind: Kind;
  /** What it does; of one that is not offered, why not. */
  readonly says: string;
  /** `''`: it is not offered. Else the mark of what is shown here, which whoever makes the choice gives back. */
  readonly shown: string;
  /** What would move, by account. */
  readonly moves: readonly MovedAmount[];
  /** What it would be posted as: document type, number, date, payable. */
  readonly facts: Readonly<Record<string, string>>;
}

/** All that may be chosen about a document, and what that is bound to. */
export interface ChoiceOffer extends ChoiceBinding {
  /** The newest note about the source when it was made. */
  readonly hintNo: string;
  readonly choices: readonly OfferedChoice[];
  /** What would be posted; absent: nothing. */
  readonly plan?: Plan;
}

export interface MovedAmount {
  readonly account: string;
  /** `''` where it is on none. */
  readonly orderLine: string;
  readonly amount: string;
}

/** What a choice is bound to. */
export interface ChoiceBinding {
  readonly contentHash: string;
  /** Of what stands of the document (`standsHash`). */
  readonly stands: string;
}

/** A choice that somebody made. */
export interface MadeChoice extends ChoiceBinding {
  readonly id: string;
  readonly kind: string;
  readonly shown: string;
  /** When, ISO 8601. */
  readonly decidedAt: string;
}

/**
 * The mark of what is shown: another content, another state of the ERP or another posting has another one, and so has something else
 * that is missing of what stands `above` it then.
 */
export function shownMark(
  kind: ChoiceKind | OrderChoiceKind,
  { contentHash, stands }: ChoiceBinding,
  entries: readonly Entry[],
  above: readonly string[] = [],
): string {
  const shown = [kind, contentHash, stands, booksOf(entries)];
  return shortHash(JSON.stringify(above.length === 0 ? shown : [...shown, above]), 8);
}

/** By account and order line, without what comes to nothing. */
export function movesOf(entries: readonly Entry[]): readonly MovedAmount[] {
  const named = entries.map(({ account, orderLine, amount }) => ({
    account: JSON.stringify([account, orderLine]),
    amount,
  }));
  return differenceByAccount([], named).map(({ account, difference }) => {
    const [name = '', orderLine = ''] = JSON.parse(account) as string[];
    return { account: name, orderLine, amount: difference };
  });
}

/** Canonical: periods move with the day, and are no part of what was shown. */
export function booksOf(entries: readonly Entry[]): readonly string[] {
  return entries
    .map(({ book, supplier, account, item, amount, gross, withheld, tax }) =>
      JSON.stringify([book, supplier, account, item, amount, gross, withheld, tax]),
    )
    .sort();
}
