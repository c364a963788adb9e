import type { Request } from 'express';
import { isJsonObject, type JsonObject, type JsonValue } from '../../http/json-value';
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
