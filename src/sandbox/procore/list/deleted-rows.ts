import type { JsonObject } from '../../http/json-value';

/** `filters[include_deleted]`: absent hides deleted rows, `with` adds them, `only` gives nothing else. */
export function byDeletion(rows: readonly JsonObject[], query: URLSearchParams): readonly JsonObject[] {
  const wanted = query.get('filters[include_deleted]');
  if (wanted === 'with') {
    return rows;
  }
  const isDeleted = (row: JsonObject) => (row['deleted_at'] ?? null) !== null;
  return rows.filter((row) => isDeleted(row) === (wanted === 'only'));
}
