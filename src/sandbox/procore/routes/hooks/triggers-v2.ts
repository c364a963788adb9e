import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { parseJson } from '../../../http/parse-json';
import { textBodyOf } from '../../../http/read-text-body';
import { sendJson } from '../../../http/send-json';
import { sendPage, V2_PAGES } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import type { Hook, Trigger } from '../../webhooks/hook-registry';
import { found, jsonBody, pathParameter } from '../scope';
import { hookOf } from './hook-scope';
import { addTrigger, eachRow } from './hook-triggers';
import { V2_SCOPES, v2Owner } from './hooks-v2';

export function triggerV2Routes(context: SandboxContext): Router {
  const router = Router();
  for (const scope of V2_SCOPES) {
    const triggers = `${scope}/hooks/:hookId/triggers`;
    const hookAt = (request: Request) => hookOf(context, pathParameter(request, 'hookId'), v2Owner(context, request));

    router.post(triggers, (request, response) => {
      const hook = hookAt(request);
      sendJson(response, 201, { data: triggerView(context, hook, addTrigger(context, hook, jsonBody(request))) });
    });
    router.get(triggers, (request, response) => {
      const hook = hookAt(request);
      const rows = context.hooks.triggersOf(hook.id).map((trigger) => triggerView(context, hook, trigger));
      sendPage(request, response, rows, (row) => row, V2_PAGES);
    });
    router.post(`${triggers}/bulk`, (request, response) => {
      const hook = hookAt(request);
      const { success, failed } = eachRow(bareArray(request), (row) =>
        triggerView(context, hook, addTrigger(context, hook, isJsonObject(row) ? row : {})),
      );
      sendJson(response, failed.length === 0 ? 201 : 207, {
        data: { succeeded: success, failed: failed.map(failure) },
      });
    });
    router.delete(`${triggers}/bulk`, (request, response) => {
      const hook = hookAt(request);
      const { success, failed } = eachRow(bareArray(request), (row) => removed(context, hook, textOf(row) ?? ''));
      const ids = success.map((row) => row['id'] ?? null);
      const data: JsonObject =
        failed.length === 0 ? { succeeded: ids } : { succeeded: ids, failed: failed.map(failure) };
      sendJson(response, failed.length === 0 ? 200 : 207, { data });
    });
    router.delete(`${triggers}/:id`, (request, response) => {
      removed(context, hookAt(request), pathParameter(request, 'id'));
      response.status(204).end();
    });
  }
  return router;
}

function removed({ hooks }: SandboxContext, hook: Hook, id: string): JsonObject {
  const known = hooks.triggersOf(hook.id).find((trigger) => trigger.id === id);
  hooks.removeTrigger(found(known, `Webhooks::Trigger with 'id'=${id}`).id);
  return { id };
}

function failure({ row, error }: { readonly row: JsonValue; readonly error: Error }): JsonObject {
  return { trigger: row, message: error.message };
}

function bareArray(request: Request): readonly JsonValue[] | undefined {
  const body = parseJson(textBodyOf(request));
  return isJsonArray(body) ? body : undefined;
}

function triggerView(context: SandboxContext, hook: Hook, trigger: Trigger): JsonObject {
  return {
    id: trigger.id,
    webhook_hook_id: hook.id,
    resource_name: trigger.resourceName,
    event_type: trigger.eventType,
    company_id: context.store.companyId(),
    project_id: hook.projectId,
  };
}
