import type { Request } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { textBodyOf } from '../../http/read-text-body';
import { ControlError } from './control-error';

export function controlBody(request: Request): JsonValue {
  try {
    return parseJson(textBodyOf(request));
  } catch (error) {
    throw new ControlError(400, `The body must be JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function controlObject(request: Request): JsonObject {
  const body = controlBody(request);
  if (!isJsonObject(body)) {
    throw new ControlError(400, 'The body must be a JSON object.');
  }
  return body;
}

/** Entries merge by id; `rows` is what the message calls them. Throws a 400 when one has none. */
export function requireIds(fields: JsonObject, member: 'items' | 'line_items', rows: 'items' | 'lines'): void {
  const entries = fields[member];
  if (isJsonArray(entries) && !entries.every((entry) => isJsonObject(entry) && textOf(entry['id']) !== undefined)) {
    throw new ControlError(400, `Each entry of ${member} must be an object with an id: ${rows} merge by id.`);
  }
}
