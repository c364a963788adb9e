import { Router } from 'express';
import { isJsonObject, numberOf, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { queryOf } from '../../list/query-of';
import type { SandboxContext } from '../../sandbox-context';
import type { Hook } from '../../webhooks/hook-registry';
import { PAYLOAD_VERSIONS } from '../../webhooks/resources';
import { hookOf, hookOwner } from './hook-scope';
import { jsonBody, objectMember, pathParameter } from '../scope';

const PATH = '/rest/v1.0/webhooks/hooks';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

export function hookRoutes(context: SandboxContext): Router {
  const router = Router();
  const { hooks } = context;

  router.post(PATH, (request, response) => {
    const body = jsonBody(request);
    const projectId = hookOwner(context, request, body);
    const fields = objectMember(body, 'hook');
    const hook: Hook = {
      id: String(context.store.newId()),
      apiVersion: 'v2.0',
      status: 'active',
      createdAt: context.changes.timestamp(),
      updatedAt: context.changes.timestamp(),
      namespace: 'procore',
      destinationUrl: '',
      destinationHeaders: {},
      projectId,
      ...hookFields(fields),
    };
    if (hook.destinationUrl === '') {
      throw ApiError.badRequest('destination_url', 'is required');
    }
    hooks.putHook(hook);
    sendJson(response, 201, hookView(context, hook));
  });

  router.get(PATH, (request, response) => {
    const projectId = hookOwner(context, request);
    const query = queryOf(request);
    // Without a namespace a call speaks of the namespace "procore".
    const namespace = query.get('namespace') ?? 'procore';
    const version = query.get('api_version');
    const rows = hooks
      .hooks()
      .filter((hook) => hook.projectId === projectId && hook.namespace === namespace)
      .filter((hook) => version === null || hook.apiVersion === version);
    sendJson(
      response,
      200,
      rows.map((hook) => hookView(context, hook)),
    );
  });

  router.patch(`${PATH}/:id`, (request, response) => {
    const body = jsonBody(request);
    const hook = hookOf(context, pathParameter(request, 'id'), hookOwner(context, request, body));
    const updatedAt = context.changes.timestamp();
    const changed: Hook = { ...hook, ...hookFields(objectMember(body, 'hook')), updatedAt };
    hooks.putHook(changed);
    sendJson(response, 200, hookView(context, changed));
  });

  router.delete(`${PATH}/:id`, (request, response) => {
    const hook = hookOf(context, pathParameter(request, 'id'), hookOwner(context, request));
    hooks.removeHook(hook.id);
    sendJson(response, 200, hookView(context, hook));
  });
  return router;
}

export function hookFields(fields: JsonObject): Partial<Hook> {
  const version = textOf(fields['api_version']);
  if (version !== undefined && !PAYLOAD_VERSIONS.some((known) => known === version)) {
    throw ApiError.badRequest('api_version', `must be one of ${PAYLOAD_VERSIONS.join(', ')}`);
  }
  const namespace = textOf(fields['namespace']);
  if (namespace !== undefined && !/^[a-z0-9-]+$/.test(namespace)) {
    throw ApiError.unprocessable('namespace', 'may hold a-z, 0-9 and - only');
  }
  const url = textOf(fields['destination_url']);
  if (url !== undefined && !isAllowedDestination(url)) {
    throw ApiError.unprocessable('destination_url', 'must be an https address');
  }
  const headers = fields['destination_headers'];
  return {
    ...(version === undefined ? {} : { apiVersion: version }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(url === undefined ? {} : { destinationUrl: url }),
    ...(isJsonObject(headers)
      ? {
          destinationHeaders: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, textOf(value) ?? '']),
          ),
        }
      : {}),
  };
}

/** HTTPS as with Procore; plain HTTP only to this machine, where a sandbox has its receiver. */
function isAllowedDestination(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname));
}

function hookView(context: SandboxContext, hook: Hook): JsonObject {
  return {
    id: numberOf(hook.id),
    api_version: hook.apiVersion,
    destination_url: hook.destinationUrl,
    destination_headers: maskedHeaders(hook),
    namespace: hook.namespace,
    owned_by_company_id: hook.projectId === null ? numberOf(context.store.companyId()) : null,
    owned_by_project_id: hook.projectId === null ? null : numberOf(hook.projectId),
    owned_by_user_id: context.store.me['id'] ?? null,
  };
}

/** To the last five characters. */
export function maskedHeaders(hook: Hook): JsonObject {
  const masked = Object.entries(hook.destinationHeaders).map(([name, value]) => [name, `*****${value.slice(-5)}`]);
  return Object.fromEntries(masked) as JsonObject;
}
