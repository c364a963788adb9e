import { Router } from 'express';
import { numberOf, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { queryOf } from '../../list/query-of';
import type { SandboxContext } from '../../sandbox-context';
import type { Delivery } from '../../webhooks/delivery';
import { PAYLOAD_VERSIONS, WEBHOOK_RESOURCES } from '../../webhooks/resources';
import { hookOf, hookOwner } from './hook-scope';
import { pathParameter } from '../scope';

const OUTCOMES: Readonly<Record<string, readonly Outcome[]>> = {
  any: ['ok', 'retried', 'failed', 'discarded'],
  successful: ['ok'],
  failing: ['retried', 'failed'],
  discarded: ['discarded'],
};
type Outcome = 'ok' | 'retried' | 'failed' | 'discarded';

export function hookDeliveryRoutes(context: SandboxContext): Router {
  const router = Router();

  router.get('/rest/v1.0/webhooks/hooks/:hookId/deliveries', (request, response) => {
    const hook = hookOf(context, pathParameter(request, 'hookId'), hookOwner(context, request));
    const query = queryOf(request);
    const status = query.get('filter[status]') ?? query.get('filters[status]') ?? 'any';
    const wanted = OUTCOMES[status];
    if (wanted === undefined) {
      throw ApiError.badRequest('filters[status]', `must be one of ${Object.keys(OUTCOMES).join(', ')}`);
    }
    const pageSize = Number(query.get('page_size') ?? 100);
    if (!Number.isInteger(pageSize) || pageSize < 1) {
      throw ApiError.badRequest('page_size', 'must be a whole number from 1');
    }
    const rows = context.dispatcher
      .deliveriesOf(hook.id)
      .flatMap(attemptRows)
      .filter((row) => wanted.some((outcome) => outcome === row['outcome']));
    const after = query.get('page_start');
    const start = after === null ? 0 : rows.findLastIndex((row) => textOf(row['event_id']) === after) + 1;
    sendJson(response, 200, rows.slice(start, start + pageSize));
  });

  router.get('/rest/v1.0/webhooks/resources', (_request, response) => {
    const offered = WEBHOOK_RESOURCES.filter(({ name }) => !context.answers.webhooksNotOffered.includes(name));
    const rows = offered.map(({ name, category, except }) => {
      const may = (event: string) => !except.includes(event);
      return {
        api_version: 'v2.0',
        product_category: category,
        tools: name,
        except: [...except],
        create: String(may('create')),
        update: String(may('update')),
        delete: String(may('delete')),
      };
    });
    sendJson(response, 200, rows);
  });

  router.get('/rest/v1.0/webhooks/resources/api_versions', (_request, response) => {
    sendJson(response, 200, [...PAYLOAD_VERSIONS]);
  });
  return router;
}

/** A row for each attempt: those that another one followed were retried. */
function attemptRows({ payload, status, attempts }: Delivery): JsonObject[] {
  const last: Outcome = status === 'succeeded' ? 'ok' : status === 'discarded' ? 'discarded' : 'failed';
  return attempts.map((attempt, index) => ({
    event_id: payload['id'] ?? null,
    event: payload,
    outcome: index === attempts.length - 1 ? last : 'retried',
    started_at: attempt.at,
    completed_at: attempt.completedAt,
    response_status: attempt.status === null ? null : numberOf(attempt.status),
    response_body: attempt.body,
    response_error: attempt.error,
    response_headers: attempt.headers,
  }));
}
