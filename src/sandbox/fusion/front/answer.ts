import { stringify } from 'lossless-json';
import type { Answer } from '../../http/send-answer';

export const RESOURCE_COLLECTION = 'application/vnd.oracle.adf.resourcecollection+json';
export const RESOURCE_ITEM = 'application/vnd.oracle.adf.resourceitem+json';
export const ACTION = 'application/vnd.oracle.adf.action+json';
export const ACTION_RESULT = 'application/vnd.oracle.adf.actionresult+json';
export const ERROR = 'application/vnd.oracle.adf.error+json';

export function jsonAnswer(
  status: number,
  body: unknown,
  contentType = 'application/json',
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, contentType, body: stringify(body) ?? '', headers };
}

export const noContent: Answer = { status: 204, contentType: 'text/plain', body: '', headers: {} };

const page = (title: string, text: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${text}</h1>\r\n</body>\r\n</html>\r\n`;

/** A page of a gateway, of maintenance or of a login: no data, whatever its status. */
export function htmlAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  const text = status < 400 ? 'Oracle Applications Cloud - Sign In' : 'Service Unavailable';
  return { status, contentType: 'text/html', body: page(text, text), headers };
}
