import { Router, type Request } from 'express';
import { numberOf, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { filterRows, memberFilters } from '../../list/filter-rows';
import { omit, pick } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { companyInQuery, companyScope, found, jsonBody, objectMember, pathParameter, viewOf } from '../scope';
import { namedSync } from '../named-sync';
import { refuseTakenOriginId, refuseUnknownFields, requireTexts } from '../written-fields';

const VIEWS = {
  default: ['id', 'standard_cost_code_list_id'],
  compact: ['id', 'standard_cost_code_list_id', 'code', 'full_code', 'name'],
  extended: [
    ...['id', 'standard_cost_code_list_id', 'parent_id', 'code', 'full_code', 'name', 'origin_id', 'origin_data'],
  ],
} as const;
const WRITABLE = ['code', 'name', 'parent_id', 'origin_id', 'origin_data'];
const CODED = memberFilters({ id: 'ids', origin_id: 'texts' });

/** The company's catalogue (reference 10.2). */
export function standardCostCodeRoutes(context: SandboxContext): Router {
  const router = Router();
  const codes = () => context.store.companySet('standard_cost_codes');
  const ofList = (listId: string) =>
    codes()
      .list()
      .filter((row) => textOf(row['standard_cost_code_list_id']) === listId);

  router.get('/rest/v1.0/standard_cost_code_lists', (request, response) => {
    companyInQuery(context, request);
    sendPage(request, response, context.store.companySet('standard_cost_code_lists').list(), (row) => row);
  });

  router.get('/rest/v1.0/standard_cost_codes', (request, response) => {
    companyInQuery(context, request);
    const query = queryOf(request);
    const listId = listAt(context, query.get('standard_cost_code_list_id') ?? undefined);
    const view = viewed(request);
    sendPage(request, response, filterRows(ofList(listId), query, CODED), view);
  });

  router.get('/rest/v1.0/standard_cost_codes/:id', (request, response) => {
    companyInQuery(context, request);
    const listId = listAt(context, queryOf(request).get('standard_cost_code_list_id') ?? undefined);
    const id = pathParameter(request, 'id');
    const row = ofList(listId).find((one) => textOf(one['id']) === id);
    sendJson(response, 200, viewed(request)(found(row, `StandardCostCode with 'id'=${id}`)));
  });

  router.post('/rest/v1.0/standard_cost_codes', (request, response) => {
    const body = jsonBody(request);
    companyScope(context, body['company_id']);
    const listId = listAt(context, textOf(body['standard_cost_code_list_id']));
    const created = createCode(context, listId, objectMember(body, 'standard_cost_code'));
    sendJson(response, 201, viewed(request)(created));
  });

  router.patch('/rest/v1.0/standard_cost_codes/sync', (request, response) => {
    const body = jsonBody(request);
    companyScope(context, body['company_id']);
    const listId = listAt(context, textOf(body['standard_cost_code_list_id']));
    const answer = namedSync(
      body['updates'],
      {
        known: () => ofList(listId),
        create: (fields) => createCode(context, listId, omit(fields, ['id'])),
        update: (row, fields) => updateCode(context, row, omit(fields, ['id'])),
      },
      context.answers,
      viewed(request),
    );
    sendJson(response, 200, answer);
  });

  router.patch('/rest/v1.0/standard_cost_codes/:id', (request, response) => {
    const body = jsonBody(request);
    companyScope(context, body['company_id']);
    listAt(context, textOf(body['standard_cost_code_list_id']));
    const id = pathParameter(request, 'id');
    const row = found(codes().get(id), `StandardCostCode with 'id'=${id}`);
    sendJson(response, 200, viewed(request)(updateCode(context, row, objectMember(body, 'standard_cost_code'))));
  });
  return router;
}

/** Without a view only ids are shown, whatever was done. */
function viewed(request: Request): (row: JsonObject) => JsonObject {
  const view = viewOf(request, ['default', 'compact', 'extended']) as keyof typeof VIEWS;
  return (row) => pick(row, VIEWS[view]);
}

function listAt(context: SandboxContext, listId: string | undefined): string {
  if (listId === undefined) {
    throw ApiError.badRequest('standard_cost_code_list_id', 'is required');
  }
  found(context.store.companySet('standard_cost_code_lists').get(listId), `StandardCostCodeList with 'id'=${listId}`);
  return listId;
}

function createCode(context: SandboxContext, listId: string, fields: JsonObject): JsonObject {
  requireTexts(fields, ['code', 'name']);
  const row = {
    ...{ parent_id: null, origin_id: null, origin_data: null },
    ...fields,
    ...{ id: numberOf(context.store.newId()), standard_cost_code_list_id: numberOf(listId) },
    // Here the code includes its parents.
    full_code: fields['code'] ?? null,
  };
  checkCode(context, row, fields);
  context.store.companySet('standard_cost_codes').put(row);
  return row;
}

function updateCode(context: SandboxContext, row: JsonObject, fields: JsonObject): JsonObject {
  const after = { ...row, ...fields, full_code: fields['code'] ?? row['full_code'] ?? row['code'] ?? null };
  checkCode(context, after, fields);
  context.store.companySet('standard_cost_codes').put(after);
  return after;
}

function checkCode(context: SandboxContext, row: JsonObject, fields: JsonObject): void {
  refuseUnknownFields(fields, WRITABLE);
  const others = context.store
    .companySet('standard_cost_codes')
    .list()
    .filter((other) => textOf(other['id']) !== textOf(row['id']));
  refuseTakenOriginId(row['origin_id'], others);
  const parent = textOf(fields['parent_id'] ?? null);
  if (parent !== undefined && !others.some((other) => textOf(other['id']) === parent)) {
    throw ApiError.unprocessable('parent_id', 'must be a code of the list');
  }
  const sameList = others.filter(
    (other) => textOf(other['standard_cost_code_list_id']) === textOf(row['standard_cost_code_list_id']),
  );
  if (sameList.some((other) => textOf(other['code']) === textOf(row['code']))) {
    throw ApiError.unprocessable('code', 'has already been taken');
  }
}
