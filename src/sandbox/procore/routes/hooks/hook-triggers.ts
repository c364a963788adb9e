import { Router } from 'express';
import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import type { SandboxContext } from '../../sandbox-context';
import type { Hook, Trigger } from '../../webhooks/hook-registry';
import { WEBHOOK_RESOURCES } from '../../webhooks/resources';
import type { EventType } from '../../webhooks/source-event';
import { hookOf, hookOwner } from './hook-scope';
import { found, jsonBody, objectMember, pathParameter } from '../scope';

const PATH = '/rest/v1.0/webhooks/hooks/:hookId/triggers';
const MOST_AT_ONCE = 500;

export function hookTriggerRoutes(context: SandboxContext): Router {
  const router = Router();
  const { hooks } = context;

  router.post(PATH, (request, response) => {
    const body = jsonBody(request);
    const hook = hookOf(context, pathParameter(request, 'hookId'), hookOwner(context, request, body));
    sendJson(response, 201, triggerView(context, hook, addTrigger(context, hook, objectMember(body, 'trigger'))));
  });

  router.get(PATH, (request, response) => {
    const hook = hookOf(context, pathParameter(request, 'hookId'), hookOwner(context, request));
    const rows = hooks.triggersOf(hook.id).map((trigger) => triggerView(context, hook, trigger));
    sendJson(response, 200, rows);
  });

  router.post(`${PATH}/bulk`, (request, response) => {
    const body = jsonBody(request);
    const hook = hookOf(context, pathParameter(request, 'hookId'), hookOwner(context, request, body));
    const results = bulk(body['triggers'], (row) =>
      triggerView(context, hook, addTrigger(context, hook, isJsonObject(row) ? row : {})),
    );
    sendJson(response, results['failed'] === undefined ? 200 : 207, results);
  });

  router.delete(`${PATH}/bulk`, (request, response) => {
    const body = jsonBody(request);
    const hook = hookOf(context, pathParameter(request, 'hookId'), hookOwner(context, request, body));
    const named = body['triggers'];
    const results = bulk(isJsonObject(named) ? named['ids'] : named, (row) => {
      const id = textOf(isJsonObject(row) ? row['id'] : row) ?? '';
      found(
        hooks.triggersOf(hook.id).find((trigger) => trigger.id === id),
        `Webhooks::Trigger with 'id'=${id}`,
      );
      hooks.removeTrigger(id);
      return { id: numberOf(id) };
    });
    sendJson(response, results['failed'] === undefined ? 200 : 207, results);
  });

  router.delete(`${PATH}/:id`, (request, response) => {
    const hook = hookOf(context, pathParameter(request, 'hookId'), hookOwner(context, request));
    const id = pathParameter(request, 'id');
    const trigger = found(
      hooks.triggersOf(hook.id).find((entry) => entry.id === id),
      `Webhooks::Trigger with 'id'=${id}`,
    );
    hooks.removeTrigger(id);
    sendJson(response, 200, triggerView(context, hook, trigger));
  });
  return router;
}

/** `{success}`, and `{success, failed}` when a row was refused; more than 500 rows are too much for one call. */
function bulk(rows: JsonValue | undefined, act: (row: JsonValue) => JsonObject): JsonObject {
  const results = eachRow(rows, act);
  const failed = results.failed.map(({ row, error }) => ({
    code: numberOf(error.status),
    message: error.message,
    trigger: row,
    errors: isJsonObject(error.body) ? (error.body['errors'] ?? null) : null,
  }));
  return failed.length === 0 ? { success: results.success } : { success: results.success, failed };
}

export interface BulkResults {
  readonly success: readonly JsonObject[];
  readonly failed: readonly { readonly row: JsonValue; readonly error: ApiError }[];
}

export function eachRow(rows: JsonValue | undefined, act: (row: JsonValue) => JsonObject): BulkResults {
  if (!isJsonArray(rows)) {
    throw ApiError.badRequest('triggers', 'must be an array');
  }
  if (rows.length > MOST_AT_ONCE) {
    throw new ApiError(413, 'too many triggers', { errors: [`at most ${MOST_AT_ONCE} triggers at once`] });
  }
  const success: JsonObject[] = [];
  const failed: { row: JsonValue; error: ApiError }[] = [];
  for (const row of rows) {
    try {
      success.push(act(row));
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      failed.push({ row, error });
    }
  }
  return { success, failed };
}

/** A name that Procore does not list, such as "Requisitions", is refused; so is one of the other level. */
export function addTrigger(context: SandboxContext, hook: Hook, fields: JsonObject): Trigger {
  const resourceName = textOf(fields['resource_name']) ?? '';
  const eventType = (textOf(fields['event_type']) ?? '').toLowerCase();
  const resource = WEBHOOK_RESOURCES.find(({ name }) => name === resourceName);
  if (resource === undefined || context.answers.webhooksNotOffered.includes(resourceName)) {
    throw ApiError.unprocessable('resource_name', 'is not included in the list');
  }
  const isOther = (resource.level === 'company') !== (hook.projectId === null);
  if (isOther && !(hook.projectId === null && context.answers.companyHooksHearProjects)) {
    throw ApiError.unprocessable('resource_name', `is a ${resource.level}-level resource; the hook is not`);
  }
  if (!isEventType(eventType) || resource.except.includes(eventType)) {
    throw ApiError.unprocessable('event_type', 'is not included in the list');
  }
  const trigger = { id: String(context.store.newId()), hookId: hook.id, resourceName, eventType };
  context.hooks.putTrigger(trigger);
  return trigger;
}

function isEventType(text: string): text is EventType {
  return ['create', 'update', 'delete'].includes(text);
}

function triggerView(context: SandboxContext, hook: Hook, trigger: Trigger): JsonObject {
  return {
    id: numberOf(trigger.id),
    webhook_hook_id: numberOf(hook.id),
    resource_name: trigger.resourceName,
    resource_id: null,
    event_type: trigger.eventType.toUpperCase(),
    company_id: hook.projectId === null ? numberOf(context.store.companyId()) : null,
    project_id: hook.projectId === null ? null : numberOf(hook.projectId),
    user_id: context.store.me['id'] ?? null,
  };
}
