import type { Response } from 'express';
import { stringify } from 'lossless-json';
import type { JsonValue } from './json-value';

export function sendJson(response: Response, status: number, body: JsonValue): void {
  response.status(status).set('Content-Type', 'application/json; charset=utf-8').end(stringify(body));
}
