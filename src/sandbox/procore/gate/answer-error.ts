import type { NextFunction, Request, Response } from 'express';
import type { JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { ApiError } from './api-error';

const V2_CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  406: 'NOT_ACCEPTABLE',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  422: 'UNPROCESSABLE_ENTITY',
};

/** v1 bodies come in many shapes, v2 has one. */
export function answerError(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, 'the sandbox failed', { message: error instanceof Error ? error.message : String(error) });
  sendJson(response, known.status, request.originalUrl.startsWith('/rest/v2') ? v2Body(known) : known.body);
}

function v2Body(error: ApiError): JsonObject {
  const code = V2_CODES[error.status] ?? 'INTERNAL_SERVER_ERROR';
  const details = [{ reason_code: code, message: error.message, source: 'request' }];
  return { error: { code, message: error.message, details } };
}
