import { stringify } from 'lossless-json';
import type { JsonObject } from '../http/json-value';
import type { Answer } from '../http/send-answer';

/** An answer as a value, so that a fault can lose, cut or replace it after the work is done. */
export function jsonAnswer(status: number, body: JsonObject, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'application/json; charset=UTF-8', body: stringify(body) ?? '', headers };
}

export function htmlAnswer(status: number): Answer {
  const title = PAGE_TITLES[status] ?? 'Error';
  return {
    status,
    contentType: 'text/html',
    body: `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>proxy</center>\r\n</body>\r\n</html>\r\n`,
    headers: {},
  };
}

const PAGE_TITLES: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** The plain error body of all services (ServiceErrorResponse). */
export function errorAnswer(status: number, message: string, exception = 'Exception'): Answer {
  return jsonAnswer(status, { message, exception, timeStamp: timeStamp(), status: 'ERROR' });
}

export function timeStamp(): string {
  return new Date().toISOString().replace('Z', '+0000');
}
