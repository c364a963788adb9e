import type { Request } from 'express';
import { isJsonObject, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { textBodyOf } from '../../http/read-text-body';
import { ApiError } from '../gate/api-error';
import { queryOf } from '../list/query-of';
import type { SandboxContext } from '../sandbox-context';

/** The header does not replace a documented company_id: an endpoint that wants it refuses a call without. */
export function companyScope(context: SandboxContext, companyId: JsonValue | undefined): void {
  const id = textOf(companyId);
  if (id === undefined || id === '') {
    throw ApiError.badRequest('company_id', 'is required');
  }
  if (id !== context.store.companyId()) {
    throw ApiError.forbidden('App is not connected to this company.');
  }
}

/** The project's id, if this account may use it. */
export function projectScope(context: SandboxContext, projectId: JsonValue | undefined): string {
  const id = textOf(projectId);
  if (id === undefined || id === '') {
    throw ApiError.badRequest('project_id', 'is required');
  }
  if (context.store.companySet('projects').get(id) === undefined) {
    throw ApiError.notFound(`Project with 'id'=${id}`);
  }
  if (!context.store.isPermitted(id)) {
    throw ApiError.forbidden('You do not have permission to access this project.');
  }
  return id;
}

export function companyInQuery(context: SandboxContext, request: Request): void {
  companyScope(context, queryOf(request).get('company_id') ?? undefined);
}

export function projectInQuery(context: SandboxContext, request: Request): string {
  return projectScope(context, queryOf(request).get('project_id') ?? undefined);
}

export function pathParameter(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}

export function jsonBody(request: Request): JsonObject {
  let body: JsonValue;
  try {
    body = parseJson(textBodyOf(request));
  } catch {
    // The position helps nobody here: a client that sends no JSON has a fault of another kind.
    throw ApiError.badRequest('base', 'the body is not valid JSON');
  }
  if (!isJsonObject(body)) {
    throw ApiError.badRequest('base', 'the body must be a JSON object');
  }
  return body;
}

export function objectMember(body: JsonObject, name: string): JsonObject {
  const member = body[name];
  if (!isJsonObject(member)) {
    throw ApiError.badRequest(name, 'is required');
  }
  return member;
}

/** One of the allowed views, the first when none is asked for. */
export function viewOf(request: Request, allowed: readonly [string, ...string[]], name = 'view'): string {
  const view = queryOf(request).get(name) ?? allowed[0];
  if (!allowed.includes(view)) {
    throw ApiError.badRequest(name, `must be one of ${allowed.join(', ')}`);
  }
  return view;
}

export function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) {
    throw ApiError.notFound(what);
  }
  return row;
}
