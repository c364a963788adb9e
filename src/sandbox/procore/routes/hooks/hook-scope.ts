import type { Request } from 'express';
import { textOf, type JsonObject } from '../../../http/json-value';
import { ApiError } from '../../gate/api-error';
import { queryOf } from '../../list/query-of';
import type { SandboxContext } from '../../sandbox-context';
import type { Hook } from '../../webhooks/hook-registry';
import { companyScope, found, projectScope } from '../scope';

/** The owner named by a call: a project's id, or null for the company. Body first, then query. */
export function hookOwner(context: SandboxContext, request: Request, body: JsonObject = {}): string | null {
  const query = queryOf(request);
  const projectId = textOf(body['project_id']) ?? query.get('project_id');
  if (projectId !== null) {
    return projectScope(context, projectId);
  }
  const companyId = textOf(body['company_id']) ?? query.get('company_id');
  if (companyId === null) {
    throw ApiError.badRequest('base', 'company_id or project_id is required');
  }
  companyScope(context, companyId);
  return null;
}

/** A hook of another owner is not there. */
export function hookOf(context: SandboxContext, id: string, owner: string | null): Hook {
  const hook = context.hooks.hook(id);
  return found(hook?.projectId === owner ? hook : undefined, `Webhooks::Hook with 'id'=${id}`);
}
