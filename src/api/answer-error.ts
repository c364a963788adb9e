import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../telemetry/log';
import { ApiError } from './api-error';

/** The framework's own handler would show stack traces and print the beginning of a bad body to stderr. */
export function answerError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const answer = error instanceof ApiError ? error : fromFramework(error);
    if (answer.status >= 500) logger.error({ err: error, method: request.method }, 'a request could not be answered');
    response.status(answer.status).json(answer);
  };
}

function fromFramework(error: unknown): ApiError {
  const status = statusOf(error);
  switch (status) {
    case 413:
      return new ApiError(413, 'tooLarge', 'the body is larger than this endpoint takes');
    case 415:
      return new ApiError(415, 'badEncoding', 'send the body as UTF-8, plain or compressed with gzip');
    case 500:
      return new ApiError(500, 'internal', 'the request could not be answered; the log says why');
    default:
      return new ApiError(status, 'badRequest', 'the request could not be read');
  }
}

/** body-parser and the router name a status for what the caller did wrong; all else is our fault. */
function statusOf(error: unknown): number {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
