import { Router, type Request } from 'express';
import { numberOf, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { queryOf } from '../../list/query-of';
import { sendPage, V2_PAGES } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import type { Delivery } from '../../webhooks/delivery';
import type { Hook } from '../../webhooks/hook-registry';
import { WEBHOOK_RESOURCES } from '../../webhooks/resources';
import { companyScope, jsonBody, pathParameter, projectScope } from '../scope';
import { hookOf } from './hook-scope';
import { hookFields, maskedHeaders } from './hooks';

const VERSIONS = ['v2.0', 'v3.0', 'v4.0'];

/** Hooks of the company and of a project are asked for by paths that differ in the project alone. */
export const V2_SCOPES = [
  '/rest/v2.0/companies/:companyId/webhooks',
  '/rest/v2.0/companies/:companyId/projects/:projectId/webhooks',
] as const;

export function v2Owner(context: SandboxContext, request: Request): string | null {
  companyScope(context, pathParameter(request, 'companyId'));
  const projectId = pathParameter(request, 'projectId');
  return projectId === '' ? null : projectScope(context, projectId);
}

export function hookV2Routes(context: SandboxContext): Router {
  const router = Router();
  const { hooks, changes } = context;
  for (const scope of V2_SCOPES) {
    const hookAt = (request: Request) => hookOf(context, pathParameter(request, 'id'), v2Owner(context, request));

    router.post(`${scope}/hooks`, (request, response) => {
      const projectId = v2Owner(context, request);
      const body = jsonBody(request);
      const fields = v2Fields(body);
      if ((textOf(body['namespace']) ?? '') === '' || fields.destinationUrl === undefined) {
        throw ApiError.badRequest('namespace', 'and destination_url are required');
      }
      const at = changes.timestamp();
      const hook: Hook = {
        id: String(context.store.newId()),
        apiVersion: 'v2.0',
        namespace: '',
        status: 'active',
        destinationUrl: '',
        destinationHeaders: {},
        projectId,
        ...fields,
        createdAt: at,
        updatedAt: at,
      };
      hooks.putHook(hook);
      sendJson(response, 201, { data: hookView(context, hook) });
    });

    router.get(`${scope}/hooks`, (request, response) => {
      const projectId = v2Owner(context, request);
      const query = queryOf(request);
      const [namespace, version] = [query.get('namespace'), query.get('payload_version')];
      const rows = hooks
        .hooks()
        .filter((hook) => hook.projectId === projectId)
        .filter((hook) => namespace === null || hook.namespace === namespace)
        .filter((hook) => version === null || hook.apiVersion === version)
        .map((hook) => hookView(context, hook));
      sendPage(request, response, rows, (row) => row, V2_PAGES);
    });
    router.get(`${scope}/hooks/:id`, (request, response) => {
      sendJson(response, 200, { data: hookView(context, hookAt(request)) });
    });
    router.patch(`${scope}/hooks/:id`, (request, response) => {
      const hook = hookAt(request);
      const body = jsonBody(request);
      const status = textOf(body['status']);
      // Published for the hook of a company alone.
      if (status !== undefined && (hook.projectId !== null || (status !== 'active' && status !== 'disabled'))) {
        throw ApiError.badRequest('status', 'is active or disabled, and set on a hook of a company alone');
      }
      const changed: Hook = {
        ...hook,
        ...v2Fields(body),
        ...(status === 'active' || status === 'disabled' ? { status } : {}),
        updatedAt: changes.timestamp(),
      };
      hooks.putHook(changed);
      sendJson(response, 200, { data: hookView(context, changed) });
    });
    router.delete(`${scope}/hooks/:id`, (request, response) => {
      hooks.removeHook(hookAt(request).id);
      response.status(204).end();
    });

    router.get(`${scope}/hooks/:id/deliveries`, (request, response) => {
      const hook = hookAt(request);
      const query = queryOf(request);
      const rows = context.dispatcher.deliveriesOf(hook.id).filter((delivery) => isWanted(delivery, query));
      sendPage(request, response, rows.map(deliveryView), (row) => row, V2_PAGES);
    });
    router.get(`${scope}/resources`, (request, response) => {
      const owner = v2Owner(context, request);
      const version = queryOf(request).get('payload_version') ?? '';
      if (!VERSIONS.includes(version)) {
        throw ApiError.badRequest('payload_version', `is required: one of ${VERSIONS.join(', ')}`);
      }
      const level = owner === null ? 'company' : 'project';
      const isOffered = ({ name }: { readonly name: string }) => !context.answers.webhooksNotOffered.includes(name);
      const offered = WEBHOOK_RESOURCES.filter((one) => one.level === level && isOffered(one));
      const rows = offered.map(({ name, category, except }) => ({
        category,
        tool: category,
        name,
        payload_version: version,
        actions: ['create', 'update', 'delete'].filter((action) => !except.includes(action)),
      }));
      sendPage(request, response, rows, (row) => row, V2_PAGES);
    });
  }
  return router;
}

function v2Fields(body: JsonObject): Partial<Hook> {
  const version = textOf(body['payload_version']);
  if (version !== undefined && !VERSIONS.includes(version)) {
    throw ApiError.badRequest('payload_version', `must be one of ${VERSIONS.join(', ')}`);
  }
  return { ...hookFields(body), ...(version === undefined ? {} : { apiVersion: version }) };
}

function isWanted(delivery: Delivery, query: URLSearchParams): boolean {
  const { payload, status } = delivery;
  const wanted = query.get('filter[status]');
  const resource = query.get('filter[resource_name]');
  const event = query.get('filter[event_type]');
  const isStatus =
    wanted === null ||
    wanted === status ||
    (wanted === 'failed' && status === 'retrying' && delivery.attempts.length > 0);
  const day = (textOf(payload['timestamp']) ?? '').slice(0, 10);
  const [start, end] = [query.get('filter[start]'), query.get('filter[end]')];
  return (
    isStatus &&
    (start === null || day >= start) &&
    (end === null || day <= end) &&
    (resource === null || resource === textOf(payload['resource_name'] ?? payload['resource_type'])) &&
    (event === null || event === textOf(payload['event_type'] ?? payload['reason']))
  );
}

/** One that was accepted says `delivered`, though the filter calls it `succeeded`. */
function deliveryView({ payload, status, attempts }: Delivery): JsonObject {
  return {
    id: textOf(payload['id']) ?? null,
    status: status === 'succeeded' ? 'delivered' : status,
    payload,
    delivery_attempts: attempts.map((attempt) => ({
      started_at: attempt.at,
      completed_at: attempt.completedAt,
      response_status: attempt.status === null ? null : numberOf(attempt.status),
      response_error: attempt.error,
    })),
  };
}

function hookView(context: SandboxContext, hook: Hook): JsonObject {
  return {
    id: hook.id,
    status: hook.status,
    payload_version: hook.apiVersion,
    namespace: hook.namespace,
    destination_url: hook.destinationUrl,
    destination_headers: maskedHeaders(hook),
    trigger_count: numberOf(context.hooks.triggersOf(hook.id).length),
    company_id: context.store.companyId(),
    project_id: hook.projectId,
    created_at: hook.createdAt,
    updated_at: hook.updatedAt,
  };
}
