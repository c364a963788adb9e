import { isZero, plus } from '../../money/money';
import { otherwiseFacts } from '../found-otherwise';
import type { PostedEffect, PostedEffects } from './posted-effects';

/**
 * By item the one account that it stands on, as the chart prints it, of a document of which people posted something by hand or accepted what
 * stands otherwise: that is the item's coding in this document from then on, and no mapping takes it off again (accounting-changes 4). An item
 * that stands on several accounts has none.
 */
export function codedAsItStands(effects: PostedEffects, step: string): Readonly<Record<string, string>> {
  const standing = effects.standing().ofStep(step).all;
  const said = new Set(standing.filter(isSaid).flatMap((one) => one.entries.map(({ item }) => item)));
  const accounts = new Map<string, Map<string, string>>();
  for (const { item, account, gross, book } of standing.flatMap(({ entries }) => entries)) {
    if (item === '' || book !== 'cost' || !said.has(item)) continue;
    const own = accounts.get(item) ?? new Map<string, string>();
    accounts.set(item, own.set(account, plus(own.get(account) ?? '0', gross)));
  }
  const coded: Record<string, string> = {};
  for (const [item, sums] of accounts) {
    const [only, ...more] = [...sums].filter(([account, amount]) => account !== '' && !isZero(amount));
    if (only !== undefined && more.length === 0) coded[item] = only[0];
  }
  return coded;
}

function isSaid({ posting }: PostedEffect): boolean {
  if (posting === null) return false;
  const isAccepted = (posting.facts[otherwiseFacts.accepted] ?? '') !== '';
  return isAccepted || (posting.origin === 'byHand' && posting.reference !== null);
}
