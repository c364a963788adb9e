import { ApiError } from '../gate/api-error';
import { textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { dateRange } from './date-range';

/**
 * - ids: one or many, `filters[x]=1`, `filters[x]=[1,2]`, `filters[x][]=1`
 * - texts: the same for texts
 * - text: one value only; more than one is refused
 * - range: `A...B` on a date or time
 * - flag: `true` or `false`
 */
export type FilterKind = 'ids' | 'texts' | 'text' | 'range' | 'flag';

interface Filter {
  readonly kind: FilterKind;
  readonly read: (row: JsonObject) => JsonValue | undefined;
}

export type Filters = Readonly<Record<string, Filter>>;

/** The commonest case: a filter named like the member that it looks at. */
export function memberFilters(kinds: Readonly<Record<string, FilterKind>>): Filters {
  return Object.fromEntries(
    Object.entries(kinds).map(([member, kind]) => [member, { kind, read: (row: JsonObject) => row[member] }]),
  );
}

/** Filters are ANDed; one that the endpoint does not know is ignored, as Procore documents no refusal. */
export function filterRows(rows: readonly JsonObject[], query: URLSearchParams, filters: Filters): JsonObject[] {
  let kept = [...rows];
  for (const [name, filter] of Object.entries(filters)) {
    const key = `filters[${name}]`;
    const values = [...query.getAll(key), ...query.getAll(`${key}[]`)];
    if (values.length > 0) {
      const test = testFor(key, filter.kind, values);
      kept = kept.filter((row) => test(filter.read(row)));
    }
  }
  return kept;
}

function testFor(key: string, kind: FilterKind, values: readonly string[]): (value: JsonValue | undefined) => boolean {
  switch (kind) {
    case 'ids':
    case 'texts': {
      const wanted = new Set(values.flatMap(arrayOrOne));
      return (value) => wanted.has(textOf(value) ?? '');
    }
    case 'text': {
      const only = onlyValue(key, values);
      return (value) => textOf(value) === only;
    }
    case 'range': {
      const range = dateRange(key, onlyValue(key, values));
      return (value) => {
        const atMs = Date.parse(textOf(value) ?? '');
        return atMs >= range.fromMs && atMs <= range.toMs;
      };
    }
    case 'flag': {
      const only = onlyValue(key, values);
      if (only !== 'true' && only !== 'false') {
        throw ApiError.badRequest(key, 'must be true or false');
      }
      return (value) => (value === true) === (only === 'true');
    }
  }
}

function onlyValue(key: string, values: readonly string[]): string {
  const [value] = values;
  if (values.length !== 1 || value === undefined) {
    throw ApiError.badRequest(key, 'takes one value only');
  }
  return value;
}

function arrayOrOne(text: string): readonly string[] {
  const list = /^\[(.*)\]$/s.exec(text)?.[1];
  return list === undefined ? [text] : list.split(',').map((entry) => entry.trim().replace(/^"(.*)"$/, '$1'));
}
