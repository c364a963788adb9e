import type { JsonObject } from '../../http/json-value';

/** `filters[include_deleted]`: absent hides deleted rows, `with` adds them, `only` gives nothing else. */
export function byDeletion(rows: readonly JsonObject[], query: URLSearchParams): readonly JsonObject[] {
  const wanted = query.get('filters[include_deleted]');
  if (wanted === 'with') {
    return rows;
  }
  return rows.filter((row) => isDeleted(row) === (wanted === 'only'));
}

/** Only a list, asked for them, gives those that were deleted. */
export function unlessDeleted(row: JsonObject | undefined): JsonObject | undefined {
  return row === undefined || isDeleted(row) ? undefined : row;
}

export function isDeleted(row: JsonObject): boolean {
  return (row['deleted_at'] ?? null) !== null;
}
