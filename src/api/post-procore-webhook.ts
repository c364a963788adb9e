import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Store } from '../store/store';
import type { Metrics } from '../telemetry/metrics';
import { ApiError } from './api-error';
import { parseProcoreEvent } from './procore-event';
import { Callers, type Caller } from './callers';

export interface ProcoreWebhookOptions {
  readonly store: Store;
  readonly metrics: Metrics;
  /** Called after an event was stored, so that it is taken in soon. Absent: the poll of an intake loop finds it. */
  readonly onEventStored?: () => void;
}

const bodyLimitBytes = 256 * 1024;
const path = '/webhooks/procore/:connectionId';

/**
 * `POST /webhooks/procore/{connectionId}`. Procore has no signature and gives us 5 s: the Authorization header that was
 * set on the hook is checked before the body is read, the event is stored, and all work comes later. Of what it will come
 * to nothing is known yet when this answers. Whatever can be stored gets 2xx: on any other answer Procore stops its queue.
 */
export function postProcoreWebhook(options: ProcoreWebhookOptions): Router {
  const router = Router();
  router.post(
    path,
    authenticate(new Callers(options.store, ({ webhookSecret }) => webhookSecret)),
    express.text({ type: () => true, limit: bodyLimitBytes, defaultCharset: 'utf-8' }),
    receive(options),
  );
  // Only requests of this path: a router's error handler would otherwise also count what others refused.
  router.use(path, countRefusal(options.metrics));
  return router;
}

function authenticate(callers: Callers): RequestHandler<{ connectionId: string }> {
  return async (request, response, next) => {
    response.locals['startedMs'] = performance.now();
    const caller = await callers.authenticate(request.params.connectionId, request.headers.authorization ?? '');
    if (caller === null) {
      throw new ApiError(
        401,
        'secretRefused',
        "the Authorization header must be the connection's webhook secret, and the address must name the connection",
      );
    }
    response.locals['caller'] = caller;
    next();
  };
}

function receive({ store, metrics, onEventStored }: ProcoreWebhookOptions): RequestHandler {
  return async (request, response) => {
    const caller = response.locals['caller'] as Caller;
    const body = typeof request.body === 'string' ? request.body : '';
    const { companyId, isUnderstood, ...event } = parseProcoreEvent(body);
    // Which company it belongs to is not kept, so what is of another one is decided here; the rest, when it is taken in.
    const outcome =
      !isUnderstood || companyId === null ? 'notUnderstood' : companyId === caller.companyId ? null : 'otherCompany';
    const sealedBody = await store.sealed.seal(caller.tenantId, 'webhook', body);
    const isNew = await store.webhookInbox.store(caller, event, sealedBody, outcome);
    const answer = isNew ? 'stored' : 'duplicate';
    response.json({ event: answer });
    metrics.webhookAnswered(answer, performance.now() - Number(response.locals['startedMs']));
    if (!isNew) return;
    if (outcome === null) onEventStored?.();
    else metrics.webhookTakenIn(outcome);
  };
}

function countRefusal(metrics: Metrics): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
    const answer = status === 401 ? 'unauthorised' : Number(status) < 500 ? 'badBody' : 'failed';
    metrics.webhookAnswered(answer, performance.now() - Number(response.locals['startedMs'] ?? performance.now()));
    next(error);
  };
}
