import { LosslessNumber } from 'lossless-json';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';

/** v2 sends as strings the ids that v1 sends as numbers, at every depth. */
export function withStringIds(row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([member, value]) => [member, convert(value, member === 'id' || /_ids?$/.test(member))]),
  );
}

function convert(value: JsonValue, isId: boolean): JsonValue {
  if (value instanceof LosslessNumber) {
    return isId ? value.value : value;
  }
  if (isJsonArray(value)) {
    return value.map((entry) => convert(entry, isId));
  }
  return isJsonObject(value) ? withStringIds(value) : value;
}
