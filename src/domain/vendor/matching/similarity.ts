import { distance } from 'fastest-levenshtein';
import type { CompanyRecord } from './company-record';
import type { MatchedBy } from './finding';
import { nameWords, plainWords } from './normal-name';
import { usableTaxId } from './tax-keys';

/** A record prepared to be compared many times. */
export interface Comparable {
  readonly record: CompanyRecord;
  /** The words of each of its names. */
  readonly names: readonly (readonly string[])[];
  readonly address: string;
  /** First five of the postal code. */
  readonly zip: string;
  readonly emails: readonly string[];
  readonly domain: string;
  readonly phone: string;
  readonly taxId: string;
}

/** Anybody's: they tell nothing of whose company it is. */
const anybodysDomains = new Set(
  'gmail.com yahoo.com hotmail.com outlook.com aol.com icloud.com msn.com live.com comcast.net att.net verizon.net'.split(
    ' ',
  ),
);

export function comparable(record: CompanyRecord): Comparable {
  const email = record.email.trim().toLowerCase();
  const domain = email.split('@')[1] ?? '';
  return {
    record,
    names: [record.name, ...record.otherNames].map(nameWords).filter((words) => words.length > 0),
    address: plainWords(record.address).join(' '),
    zip: plainWords(record.zip).join('').slice(0, 5),
    emails: email === '' ? [] : [email],
    domain: anybodysDomains.has(domain) ? '' : domain,
    phone: record.phone.replace(/\D/g, '').slice(-10),
    taxId: usableTaxId(record),
  };
}

export interface Similarity {
  /** Per cent. */
  readonly score: number;
  readonly by: readonly MatchedBy[];
}

/** How alike two records are: most by name, then by what else both of them show. `weightOf`: how much a word tells. */
export function similarity(one: Comparable, other: Comparable, weightOf: (word: string) => number): Similarity {
  const name = Math.max(0, ...one.names.flatMap((a) => other.names.map((b) => alike(a, b, weightOf))));
  const parts: { readonly by: MatchedBy; readonly weight: number; readonly value: number }[] = [
    { by: 'name', weight: 60, value: name },
  ];
  if (one.address !== '' && other.address !== '') {
    const street = ratio(one.address, other.address);
    const isElsewhere = one.zip !== '' && other.zip !== '' && one.zip !== other.zip;
    parts.push({ by: 'address', weight: 20, value: isElsewhere ? street / 2 : street });
  }
  if (one.emails.length > 0 && other.emails.length > 0) {
    const isSame = one.emails.some((email) => other.emails.includes(email));
    const value = isSame ? 1 : one.domain !== '' && one.domain === other.domain ? 0.9 : 0;
    // Another address of the same firm is common: that two differ says little.
    if (value > 0) parts.push({ by: 'email', weight: 15, value });
  }
  if (one.phone.length >= 7 && one.phone === other.phone) parts.push({ by: 'phone', weight: 15, value: 1 });
  if (one.taxId !== '' && one.taxId === other.taxId) parts.push({ by: 'taxId', weight: 60, value: 1 });
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const score = parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight;
  return { score: Math.round(score * 100), by: parts.filter(({ value }) => value >= 0.7).map(({ by }) => by) };
}

/** Of two names in words: their letters as a whole, or the words that they share, whichever says more. */
function alike(one: readonly string[], other: readonly string[], weightOf: (word: string) => number): number {
  const whole = ratio(one.join(''), other.join(''));
  return Math.max(whole, sharedWords(one, other, weightOf));
}

/** Words that are less alike are two words. */
const leastOfWords = 0.75;

/** Of two that differ so much in length nothing else needs to be compared. */
function mayBeLike({ length: one }: string, { length: other }: string): boolean {
  return Math.min(one, other) > leastOfWords * Math.max(one, other);
}

/** 1: the same words in any order; a word that is written a little otherwise counts for as much as is the same. */
function sharedWords(one: readonly string[], other: readonly string[], weightOf: (word: string) => number): number {
  const left = [...other];
  let shared = 0;
  let all = other.reduce((sum, word) => sum + weightOf(word), 0);
  for (const word of one) {
    all += weightOf(word);
    let best = { at: -1, value: leastOfWords };
    left.forEach((candidate, at) => {
      if (best.value === 1 || !mayBeLike(word, candidate)) return;
      const value = word === candidate ? 1 : ratio(word, candidate);
      if (value > best.value) best = { at, value };
    });
    if (best.at < 0) continue;
    const [match = ''] = left.splice(best.at, 1);
    shared += best.value * (weightOf(word) + weightOf(match));
  }
  return all === 0 ? 0 : shared / all;
}

/** 1: the same; 0: nothing in common. */
function ratio(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 0 : 1 - distance(one, other) / longest;
}
