import { LosslessNumber } from 'lossless-json';

export type JsonValue = null | boolean | string | LosslessNumber | readonly JsonValue[] | JsonObject;

/** Numbers stay as they were written: an id above 2^53 must leave the sandbox with the digits it came in with. */
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The text of a string or number, so that `12`, `"12"` and a 64-bit id compare alike; undefined for anything else. */
export function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  return value instanceof LosslessNumber ? value.value : undefined;
}

export function numberOf(value: string | number | bigint): LosslessNumber {
  return new LosslessNumber(String(value));
}
