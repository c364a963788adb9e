import { Router } from 'express';
import { numberOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { queryOf } from '../../list/query-of';
import type { SandboxContext } from '../../sandbox-context';
import type { Delivery } from '../../webhooks/delivery';
import { PAYLOAD_VERSIONS, WEBHOOK_RESOURCES } from '../../webhooks/resources';
import { hookOf, hookOwner } from './hook-scope';
import { pathParameter } from '../scope';

const STATUSES: Readonly<Record<string, readonly Delivery['status'][]>> = {
  any: ['enqueued', 'retrying', 'succeeded', 'discarded'],
  successful: ['succeeded'],
  failing: ['retrying'],
  discarded: ['discarded'],
};

export function hookDeliveryRoutes(context: SandboxContext): Router {
  const router = Router();

  router.get('/rest/v1.0/webhooks/hooks/:hookId/deliveries', (request, response) => {
    const hook = hookOf(context, pathParameter(request, 'hookId'), hookOwner(context, request));
    const query = queryOf(request);
    const status = query.get('filter[status]') ?? query.get('filters[status]') ?? 'any';
    const wanted = STATUSES[status];
    if (wanted === undefined) {
      throw ApiError.badRequest('filters[status]', `must be one of ${Object.keys(STATUSES).join(', ')}`);
    }
    const pageSize = Number(query.get('page_size') ?? 100);
    const after = Number(query.get('page_start') ?? 0);
    if (!Number.isInteger(pageSize) || pageSize < 1 || !Number.isInteger(after)) {
      throw ApiError.badRequest('page_size', 'and page_start must be whole numbers');
    }
    const rows = context.dispatcher
      .deliveriesOf(hook.id)
      .filter((delivery) => wanted.includes(delivery.status) && Number(delivery.id) > after)
      .slice(0, pageSize);
    sendJson(response, 200, rows.map(deliveryView));
  });

  router.get('/rest/v1.0/webhooks/resources', (_request, response) => {
    const except = new Map(WEBHOOK_RESOURCES.map(({ name, except: events }) => [name, events]));
    const rows = WEBHOOK_RESOURCES.map(({ name, category }) => {
      const may = (event: string) => !(except.get(name) ?? []).includes(event);
      return {
        api_version: 'v2.0',
        product_category: category,
        tools: name,
        except: [...(except.get(name) ?? [])],
        create: may('create'),
        update: may('update'),
        delete: may('delete'),
      };
    });
    sendJson(response, 200, rows);
  });

  router.get('/rest/v1.0/webhooks/resources/api_versions', (_request, response) => {
    sendJson(response, 200, [...PAYLOAD_VERSIONS]);
  });
  return router;
}

function deliveryView(delivery: Delivery): JsonObject {
  return {
    id: numberOf(delivery.id),
    webhook_hook_id: numberOf(delivery.hookId),
    status: delivery.status,
    payload: delivery.payload,
    delivery_attempts: delivery.attempts.map(({ at, status, error }) => ({
      attempted_at: at,
      response_status: status === null ? null : numberOf(status),
      error,
    })),
  };
}
