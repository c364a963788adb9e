import type { CompanyRecord } from './company-record';
import { byId, type Finding } from './finding';
import { comparable, similarity, type Comparable, type Similarity } from './similarity';

/** A key that more suppliers share tells nothing: `construction`. */
const mostBehindKey = 100;
/** So many of the best are shown for a vendor. */
const mostShown = 5;

/**
 * Gives, for a vendor, the suppliers that are most like it. Compared are only those that share a word of the name that few have, its
 * beginning, two words together, or an address, e-mail, phone or tax id: never each with each.
 */
export function candidateFinder(
  suppliers: readonly CompanyRecord[],
  leastScore: number,
): (vendor: CompanyRecord) => readonly Finding[] {
  const compared = suppliers.map(comparable);
  const byKey = new Map<string, number[]>();
  const wordCount = new Map<string, number>();
  compared.forEach((one, at) => {
    for (const key of keysOf(one)) {
      const behind = byKey.get(key);
      if (behind === undefined) byKey.set(key, [at]);
      // One more than are looked at is enough to know that there are too many.
      else if (behind.length <= mostBehindKey) behind.push(at);
    }
    for (const word of new Set(one.names.flat())) wordCount.set(word, (wordCount.get(word) ?? 0) + 1);
  });
  const weights = new Map<string, number>();
  const weightOf = (word: string): number => {
    const known = weights.get(word);
    if (known !== undefined) return known;
    const weight = 1 + Math.log((suppliers.length + 1) / ((wordCount.get(word) ?? 0) + 1));
    weights.set(word, weight);
    return weight;
  };

  return (record) => {
    const vendor = comparable(record);
    const near = new Set<number>();
    for (const key of keysOf(vendor)) {
      const behind = byKey.get(key) ?? [];
      if (behind.length <= mostBehindKey) behind.forEach((at) => near.add(at));
    }
    const found: Scored[] = [];
    for (const at of near) {
      const other = compared[at];
      if (other === undefined) continue;
      const scored = similarity(vendor, other, weightOf);
      if (scored.score >= leastScore) found.push({ ...scored, supplier: other.record });
    }
    return found
      .sort(bestFirst)
      .slice(0, mostShown)
      .map(({ supplier, score, by }): Finding => ({
        ...{ kind: 'candidate', vendors: [record.id], suppliers: [supplier.id], score, by },
      }));
  };
}

interface Scored extends Similarity {
  readonly supplier: CompanyRecord;
}

/** Ties in an order that is always the same: active ones first, then what changed last, then by id. */
function bestFirst(one: Scored, other: Scored): number {
  const [a, b] = [one.supplier, other.supplier];
  return (
    other.score - one.score ||
    Number(b.isActive) - Number(a.isActive) ||
    (b.changedAt ?? '').localeCompare(a.changedAt ?? '') ||
    byId(a.id, b.id)
  );
}

function keysOf({ names, address, zip, emails, domain, phone, taxId }: Comparable): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const words of names) {
    keys.add(`n:${words.join('')}`);
    for (const [at, word] of words.entries()) {
      keys.add(`w:${word}`);
      if (word.length > 4) keys.add(`b:${word.slice(0, 4)}`);
      for (const next of words.slice(at + 1, at + 4)) keys.add(word < next ? `p:${word} ${next}` : `p:${next} ${word}`);
    }
  }
  const house = address.split(' ')[0] ?? '';
  if (zip !== '' && /^\d/.test(house)) keys.add(`a:${zip} ${house}`);
  for (const email of emails) keys.add(`e:${email}`);
  if (domain !== '') keys.add(`d:${domain}`);
  if (phone.length >= 7) keys.add(`t:${phone}`);
  if (taxId !== '') keys.add(`x:${taxId}`);
  return keys;
}
