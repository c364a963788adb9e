import { stringify } from 'lossless-json';

/** `json` may hold `LosslessNumber`s, for numbers that a float would bend. `text` is sent to the byte as given. */
export type RequestBody =
  | { readonly json: unknown }
  | { readonly form: Readonly<Record<string, string>> }
  | { readonly text: string; readonly contentType: string };

export interface EncodedBody {
  readonly contentType: string;
  readonly text: string;
}

export function encodeRequestBody(body: RequestBody): EncodedBody {
  if ('text' in body) return body;
  if ('form' in body) {
    return { contentType: 'application/x-www-form-urlencoded', text: new URLSearchParams(body.form).toString() };
  }
  const text = stringify(body.json);
  if (text === undefined) throw new TypeError('a request body must be a JSON value');
  return { contentType: 'application/json', text };
}
