import { textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { ApiError } from '../gate/api-error';

export function refuseUnknownFields(fields: JsonObject, writable: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !writable.includes(name));
  if (unknown !== undefined) {
    throw ApiError.unknownField(unknown);
  }
}

export function requireTexts(fields: JsonObject, names: readonly string[]): void {
  for (const name of names) {
    if ((textOf(fields[name]) ?? '') === '') {
      throw ApiError.badRequest(name, 'is required');
    }
  }
}

/** An origin id is unique per kind of object in the company. `others`: all of the kind but the one that is written. */
export function refuseTakenOriginId(value: JsonValue | undefined, others: readonly JsonObject[]): void {
  const originId = textOf(value) ?? '';
  if (originId !== '' && others.some((other) => textOf(other['origin_id']) === originId)) {
    throw ApiError.unprocessable('origin_id', 'has already been taken');
  }
}
