import { textOf, type JsonObject } from '../../http/json-value';

/** `sort=name,-created_at`; fields that the endpoint does not sort by are ignored. */
export function sortRows(
  rows: readonly JsonObject[],
  query: URLSearchParams,
  allowed: readonly string[],
): JsonObject[] {
  const keys = (query.get('sort') ?? '')
    .split(',')
    .map((text) => ({ member: text.replace(/^-/, ''), direction: text.startsWith('-') ? -1 : 1 }))
    .filter(({ member }) => allowed.includes(member));
  return rows.toSorted((a, b) => {
    for (const { member, direction } of keys) {
      const order = (textOf(a[member]) ?? '').localeCompare(textOf(b[member]) ?? '');
      if (order !== 0) {
        return order * direction;
      }
    }
    return 0;
  });
}
