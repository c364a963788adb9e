import type { Request } from 'express';
import { isJsonObject, type JsonObject } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { textBodyOf } from '../../http/read-text-body';
import type { AisRequest } from '../ais-request';
import { errorAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';

export function readRequest(request: Request): AisRequest | Answer {
  const accept = request.headers.accept ?? '*/*';
  if (!/application\/(json|\*)|\*\/\*/.test(accept)) {
    return errorAnswer(406, `Accept ${accept}: this service answers application/json`);
  }
  const body = readBody(request);
  if (!('members' in body)) {
    return body;
  }
  const [path = '', query = ''] = request.originalUrl.split('?', 2);
  const version = /^\/jderest\/(v2|v3)\//.exec(path)?.[1];
  return {
    method: request.method,
    path,
    version: version === 'v2' || version === 'v3' ? version : 'v1',
    parameters: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    query: new URLSearchParams(query),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')])),
    cookies: readCookies(request.headers.cookie ?? ''),
    body: body.members,
    address: addressOf(request),
    origin: `http://${request.headers.host ?? ''}`,
  };
}

/** Without the prefix that an IPv4 caller gets on a dual socket. */
export function addressOf(request: Request): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

function readBody(request: Request): { readonly members: JsonObject } | Answer {
  const text = textBodyOf(request);
  if (request.method !== 'POST' || text.trim() === '') {
    return { members: {} };
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return errorAnswer(415, 'Content-Type must be application/json');
  }
  try {
    const parsed = parseJson(text);
    return isJsonObject(parsed) ? { members: parsed } : errorAnswer(400, 'The body must be a JSON object');
  } catch (error) {
    return errorAnswer(400, `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readCookies(header: string): Record<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return Object.fromEntries(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}
