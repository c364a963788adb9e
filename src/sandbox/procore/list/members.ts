import type { JsonObject } from '../../http/json-value';

/** The row with these members only; one that the row lacks stays missing. */
export function pick(row: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([member]) => members.includes(member)));
}

export function omit(row: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([member]) => !members.includes(member)));
}
