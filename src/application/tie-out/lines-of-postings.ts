import type { BookLine, BooksSource } from '../../clients/erp-sources';
import type { TiedEntry } from '../../store/documents/tie-out-documents';
import type { TiedDocument } from './document-sides';

/** What the books show of postings; one that many documents share is read once. */
export class LinesOfPostings {
  readonly #books: BooksSource;
  readonly #shared = new Map<string, ReadonlyMap<string, readonly BookLine[]>>();

  constructor(books: BooksSource) {
    this.#books = books;
  }

  async of(entries: readonly TiedEntry[]): Promise<(tied: TiedDocument) => readonly BookLine[]> {
    const wanted = new Map(
      entries
        .filter(({ postingKey }) => !this.#shared.has(postingKey))
        .map(({ postingKey: key, kind, reference }) => [key, { key, kind, reference }]),
    );
    const own = new Map<string, BookLine[]>();
    for (const line of await this.#books.lines([...wanted.values()])) {
      const lines = own.get(line.posting) ?? [];
      lines.push(line);
      own.set(line.posting, lines);
    }
    for (const [key, lines] of own) {
      if (lines.every(({ document }) => document === null)) continue;
      this.#shared.set(key, byMember(lines));
      own.delete(key);
    }
    return ({ document: { kind, sourceId }, entries: of }) =>
      [...new Set(of.map(({ postingKey }) => postingKey))].flatMap(
        (key) => own.get(key) ?? this.#shared.get(key)?.get(`${kind}/${sourceId}`) ?? [],
      );
  }
}

function byMember(lines: readonly BookLine[]): ReadonlyMap<string, readonly BookLine[]> {
  const all = new Map<string, BookLine[]>();
  for (const line of lines) {
    const own = all.get(line.document ?? '') ?? [];
    own.push(line);
    all.set(line.document ?? '', own);
  }
  return all;
}
