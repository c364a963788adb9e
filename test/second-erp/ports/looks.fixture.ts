import type { OursFound, Posted } from '../../../src/clients/erp-adapter';
import type { Found, Look } from '../../../src/domain/posting/look';
import type { PostingStage } from '../../../src/domain/posting/stages/posting-stage';
import type { KontorErp } from '../erp/kontor-erp.fixture';
import type { KontorClient } from './client.fixture';

const dayMs = 86_400_000;
const ourKey = /^PC[0-9A-Z]{18}$/;

/** A port is given only bodies of its own kind, which the kind has parsed. */
export function bodyOf<Body>(one: Posted): Body {
  return one.body as Body;
}

/** What was asked for, by the books in which it is looked for. */
export function byBooks<One extends { readonly books: string }>(all: readonly One[]): ReadonlyMap<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(one.books, [...(groups.get(one.books) ?? []), one]);
  return groups;
}

/** One look for each posting, in their order. Nothing of Kontor's makes runs, and strangers are the invoice's alone. */
export function looksOf(
  of: readonly Posted[],
  foundByKey: ReadonlyMap<string, readonly Found[]>,
  strangersOf: (key: string) => Look['strangers'] = () => [],
): readonly Look[] {
  return of.map(({ key }) => ({
    key,
    found: foundByKey.get(key) ?? [],
    strangers: strangersOf(key),
    running: false,
  }));
}

/** Documents by their note: one read for each set of books, an empty answer proven by its opening document. */
export function lookByNote<Kind extends 'order' | 'journal' | 'creditor'>(
  client: KontorClient,
  kind: Kind,
  of: readonly Posted[],
  toFound: (document: NotedDocument<Kind>, one: Posted) => Found,
  noteOf: (one: Posted) => string = ({ key }) => key,
): readonly Look[] {
  const foundByKey = new Map<string, Found[]>();
  const asked = of.map((one) => ({ one, note: noteOf(one), books: bodyOf<{ readonly books: string }>(one).books }));
  for (const [books, some] of byBooks(asked)) {
    const notes = some.map(({ note }) => note);
    const { opening, documents } = client.read(`look at ${kind}`, (erp) => erp.readNoted(kind, books, notes));
    for (const { one, note } of some) {
      const found = documents.filter((document) => document.note === note);
      if (found.length === 0) client.prove(`look at ${kind}`, opening);
      foundByKey.set(
        one.key,
        found.map((document) => toFound(document, one)),
      );
    }
  }
  return looksOf(of, foundByKey);
}

type NotedDocument<Kind extends 'order' | 'journal' | 'creditor'> = ReturnType<
  typeof KontorErp.prototype.readNoted<Kind>
>['documents'][number];

/** What changed within so many days and has a note like our keys. */
export function changedOfOurs(
  client: KontorClient,
  kind: 'order' | 'journal' | 'creditor' | 'invoice',
  days: number,
): readonly { readonly key: string; readonly number: string; readonly state: string }[] {
  const sinceMs = client.nowMs() - days * dayMs;
  return client
    .read(`list ${kind}`, (erp) => erp.listChanged(kind, sinceMs))
    .filter(({ note }) => ourKey.test(note))
    .map(({ note: key, number, state }) => ({ key, number, state }));
}

/** The same as what carries a key like ours, for a rebuild. */
export function oursFound(
  changed: ReturnType<typeof changedOfOurs>,
  step: string,
  member: string,
  stages: Readonly<Record<string, PostingStage>>,
): readonly OursFound[] {
  return changed.map(({ key, number, state }) => ({
    key,
    step,
    reference: { [member]: number },
    stage: stages[state] ?? 'stands',
  }));
}
