/** Which part of a list: at most so many rows, after the one of this id; null: from its beginning. */
export interface PageWanted {
  readonly limit: number;
  readonly after: string | null;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** After which row the list goes on; null at its end. */
  readonly next: string | null;
}

/** A page from its rows and, where there are more, one beyond them. */
export function pageOf<Row>(found: readonly Row[], { limit }: PageWanted, idOf: (row: Row) => string): Page<Row> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? idOf(last) : null };
}
