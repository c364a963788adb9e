import { parse } from 'lossless-json';
import type { JsonValue } from './json-value';

/** Throws a SyntaxError that names the position when the text is not JSON. */
export function parseJson(text: string): JsonValue {
  return parse(text) as JsonValue;
}
