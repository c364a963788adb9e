import type { PayloadCodec } from '@temporalio/common';
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { SealError } from '../../crypto/seal-error';
import type { Logger } from '../../telemetry/log';
import { codecGuard, type CodecGuardOptions } from './codec-guard';
import { codecRequest, payloadFromJson, payloadToJson, type JsonPayload } from './json-payload';

export interface CodecEndpointOptions extends CodecGuardOptions {
  readonly codec: Pick<PayloadCodec, 'decode' | 'encode'>;
  readonly logger: Logger;
  /** Default 4 MiB: a page of history, each payload at most 2 MiB before base64. */
  readonly bodyLimitBytes?: number;
}

/**
 * `POST /codec/decode` for the Temporal UI and CLI, whose codec endpoint is `.../codec`; `POST /codec/encode` for the CLI, so that what an operator
 * sends with a signal is sealed as ours is (under the system's key: a workflow opens what any key of ours sealed). Encoding asks for the token always:
 * who may encode can write payloads that look like ours. The query, which the UI adds, is ignored.
 */
export function postCodec(options: CodecEndpointOptions): Router {
  const router = Router();
  const guard = codecGuard(options);
  const { codec, logger, access } = options;
  const body = express.json({ limit: options.bodyLimitBytes ?? 4 * 1024 * 1024 });
  const add = (act: 'decode' | 'encode'): void => {
    const path = `/codec/${act}`;
    router.options(path, guard);
    router.post(path, logAsker(logger, act), guard, body, answerWith(codec, act), answerError(logger));
  };
  add('decode');
  if (access.mode === 'adminToken') add('encode');
  return router;
}

function answerWith(codec: CodecEndpointOptions['codec'], act: 'decode' | 'encode'): RequestHandler {
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
    response.locals['count'] = body.data.payloads.length;
    const payloads = await Promise.all(
      body.data.payloads.map(async (sent) => {
        const payload = payloadFromJson(sent);
        const [answered] = await codec[act]([payload]);
        return answered === undefined || answered === payload ? sent : payloadToJson(answered);
      }),
    );
    response.locals['tenantId'] = tenantsOf(body.data.payloads);
    response.json({ payloads });
  };
}

/** Whose payloads were opened: seals bind it, so once they open it is true. */
function tenantsOf(payloads: readonly JsonPayload[]): string | undefined {
  const tenants = payloads.flatMap(({ metadata }) => metadata?.['tenant-id'] ?? []);
  const names = [...new Set(tenants)].map((base64) => Buffer.from(base64, 'base64').toString());
  return names.length === 0 ? undefined : names.join(' ');
}

/** Told at every level that a running system is set to: who had what opened is nothing to be left out for brevity. */
function logAsker(logger: Logger, act: 'decode' | 'encode'): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    response.once('finish', () => {
      logger.warn(
        {
          operation: act,
          status: response.statusCode,
          count: Number(response.locals['count'] ?? 0),
          tenantId: response.locals['tenantId'] as string | undefined,
          origin: request.headers.origin,
          namespace: request.get('X-Namespace'),
          remoteAddress: request.socket.remoteAddress,
          durationMs: Math.round(performance.now() - startedMs),
        },
        act === 'decode' ? 'payloads asked for' : 'payloads sealed',
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
    if (status >= 500) logger.error({ err: error }, 'payloads could not be opened or sealed');
    response.status(status).json(problem(...explain(status)));
  };
}

function statusOf(error: unknown): number {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 503;
}

/** What is neither the body's fault nor a seal's is the database that keeps the keys. */
function explain(status: number): [code: string, message: string] {
  if (status === 413) return ['tooLarge', 'the body is larger than the limit; ask for fewer payloads'];
  if (status < 500) return ['badBody', 'the body is not readable JSON'];
  return ['unavailable', 'the keys cannot be read now; ask again later, the log says why'];
}

function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}
