import { LosslessNumber } from 'lossless-json';
import { textOf, type JsonObject, type JsonValue } from '../../http/json-value';

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
      const order = compare(a[member], b[member]);
      if (order !== 0) {
        return order * direction;
      }
    }
    return 0;
  });
}

/** Ids are sorted by value and not by their digits: they need not all have the same length. */
function compare(a: JsonValue | undefined, b: JsonValue | undefined): number {
  if (isWholeNumber(a) && isWholeNumber(b)) {
    const difference = BigInt(a.value) - BigInt(b.value);
    return difference < 0n ? -1 : Number(difference > 0n);
  }
  return (textOf(a) ?? '').localeCompare(textOf(b) ?? '');
}

function isWholeNumber(value: JsonValue | undefined): value is LosslessNumber {
  return value instanceof LosslessNumber && /^-?\d+$/.test(value.value);
}
