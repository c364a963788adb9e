import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
import { idOf } from './record-set';

/** Members replace; the rows of one merge by id, and those that are not there yet are added. */
export function merged(before: JsonObject, changes: JsonObject, rowsMember: 'items' | 'line_items'): JsonObject {
  const rows = changes[rowsMember];
  return {
    ...mergePatch(before, changes),
    ...(isJsonArray(rows) ? { [rowsMember]: mergeById(before[rowsMember], rows) } : {}),
  };
}

/** Objects merge member by member, all else replaces; null stays, since a real record has nulls. */
export function mergePatch(before: JsonObject, changes: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...before };
  for (const [member, value] of Object.entries(changes)) {
    const old = before[member];
    merged[member] = isJsonObject(old) && isJsonObject(value) ? mergePatch(old, value) : value;
  }
  return merged;
}

function mergeById(before: JsonValue | undefined, changes: readonly JsonValue[]): JsonValue[] {
  const rows = new Map((isJsonArray(before) ? before.filter(isJsonObject) : []).map((row) => [idOf(row), row]));
  for (const change of changes.filter(isJsonObject)) {
    rows.set(idOf(change), mergePatch(rows.get(idOf(change)) ?? {}, change));
  }
  return [...rows.values()];
}
