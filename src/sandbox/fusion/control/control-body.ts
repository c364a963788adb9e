import type { Request } from 'express';
import { isJsonObject, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { textBodyOf } from '../../http/read-text-body';
import { ControlError } from './control-error';

/** Parsed losslessly: amounts and ids are kept digit by digit. */
export function controlBody(request: Request): JsonValue {
  try {
    return parseJson(textBodyOf(request) || '{}');
  } catch (error) {
    throw new ControlError(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function controlObject(request: Request): JsonObject {
  const body = controlBody(request);
  if (!isJsonObject(body)) {
    throw new ControlError('The body must be a JSON object.');
  }
  return body;
}

export function textFrom(body: JsonObject, name: string): string | undefined {
  return textOf(body[name]);
}

export function requiredText(body: JsonObject, name: string): string {
  const text = textFrom(body, name);
  if (text === undefined || text === '') {
    throw new ControlError(`${name} is missing: a text or a number.`);
  }
  return text;
}
