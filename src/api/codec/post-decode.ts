import type { PayloadCodec } from '@temporalio/common';
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { SealError } from '../../crypto/seal-error';
import type { Logger } from '../../telemetry/log';
import { codecGuard, type CodecGuardOptions } from './codec-guard';
import { codecRequest, payloadFromJson, payloadToJson } from './json-payload';

export interface DecodeEndpointOptions extends CodecGuardOptions {
  readonly codec: Pick<PayloadCodec, 'decode'>;
  readonly logger: Logger;
  /** Default 4 MiB: a page of history, each payload at most 2 MiB before base64. */
  readonly bodyLimitBytes?: number;
}

/**
 * `POST /codec/decode` for the Temporal UI and CLI, whose codec endpoint is `.../codec`. Decode only: encoding would let a caller write payloads
 * that look like ours. The query, which the UI adds, is ignored.
 */
export function postDecode(options: DecodeEndpointOptions): Router {
  const router = Router();
  const guard = codecGuard(options);
  router.options('/codec/decode', guard);
  router.post(
    '/codec/decode',
    logAsker(options.logger),
    guard,
    express.json({ limit: options.bodyLimitBytes ?? 4 * 1024 * 1024 }),
    decode(options.codec),
    answerError(options.logger),
  );
  return router;
}

function decode(codec: Pick<PayloadCodec, 'decode'>): RequestHandler {
  return async (request, response) => {
    if (!request.is('application/json')) {
      response.status(415).json(problem('badContentType', 'send Content-Type: application/json'));
      return;
    }
    const body = codecRequest.safeParse(request.body);
    if (!body.success) {
      const place = body.error.issues[0]?.path.join('.') ?? '';
      response
        .status(400)
        .json(
          problem('badBody', `expected {"payloads":[{"metadata":{...},"data":"base64"}]}; see ${place || 'payloads'}`),
        );
      return;
    }
    const payloads = await Promise.all(
      body.data.payloads.map(async (sent) => {
        const payload = payloadFromJson(sent);
        const [decoded] = await codec.decode([payload]);
        return decoded === undefined || decoded === payload ? sent : payloadToJson(decoded);
      }),
    );
    response.json({ payloads });
  };
}

function logAsker(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('finish', () => {
      logger.info(
        {
          status: response.statusCode,
          origin: request.headers.origin,
          namespace: request.get('X-Namespace'),
          remoteAddress: request.socket.remoteAddress,
          durationMs: Math.round(performance.now() - startedMs),
        },
        'payloads asked for',
      );
    });
    next();
  };
}

/** Also answers what express.json refuses; the framework's own handler would print the body's beginning to stderr. */
function answerError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof SealError) {
      response.status(422).json(problem(error.problem, error.message));
      return;
    }
    const status = statusOf(error);
    if (status >= 500) logger.error({ err: error }, 'payloads could not be decoded');
    response.status(status).json(problem(...explain(status)));
  };
}

function statusOf(error: unknown): number {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function explain(status: number): [code: string, message: string] {
  if (status === 413) return ['tooLarge', 'the body is larger than the limit; ask for fewer payloads'];
  if (status < 500) return ['badBody', 'the body is not readable JSON'];
  return ['internal', 'the payloads could not be decoded; the log says why'];
}

function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}
