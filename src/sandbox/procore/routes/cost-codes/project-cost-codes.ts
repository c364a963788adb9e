import { Router } from 'express';
import { isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { omit } from '../../list/members';
import { queryOf } from '../../list/query-of';
import type { SandboxContext } from '../../sandbox-context';
import { found, jsonBody, projectInQuery } from '../scope';
import { listedCostCode } from '../cost-structure';
import { namedSync } from '../named-sync';
import { refuseTakenOriginId, refuseUnknownFields, requireTexts } from '../written-fields';

const WRITABLE = ['code', 'name', 'parent_id', 'position', 'standard_cost_code_id', 'origin_id', 'origin_data'];

/** What is written of a project's or sub job's cost codes; on a project with an ERP only by sync (reference 10.1). */
export function projectCostCodeRoutes(context: SandboxContext): Router {
  const router = Router();
  router.patch('/rest/v1.0/cost_codes/sync', (request, response) => {
    const projectId = projectInQuery(context, request);
    const subJobId = queryOf(request).get('sub_job_id');
    const codes = context.store.projectSet(projectId, 'cost_codes');
    const biller = billerOf(context, projectId, subJobId);
    const ofBiller = () => codes.list().filter((row) => textOf(row['biller_id']) === textOf(biller['biller_id']));
    const answer = namedSync(
      jsonBody(request)['updates'],
      {
        known: ofBiller,
        create: (fields) => createCode(context, projectId, biller, omit(fields, ['id'])),
        update: (row, fields) => writeCode(context, projectId, row, omit(fields, ['id'])),
      },
      context.answers,
      (row) => listedCostCode(context, projectId, row),
    );
    sendJson(response, 200, answer);
  });
  return router;
}

function billerOf({ store }: SandboxContext, projectId: string, subJobId: string | null): JsonObject {
  const row =
    subJobId === null
      ? found(store.companySet('projects').get(projectId), 'Project')
      : found(store.projectSet(projectId, 'sub_jobs').get(subJobId), `SubJob with 'id'=${subJobId}`);
  const biller_type = subJobId === null ? 'Project' : 'SubJob';
  return { biller: row['name'] ?? null, biller_id: row['id'] ?? null, biller_type };
}

function createCode(context: SandboxContext, projectId: string, biller: JsonObject, fields: JsonObject): JsonObject {
  requireTexts(fields, ['code', 'name']);
  const made = {
    ...{ id: numberOf(context.store.newId()), budgeted: false, parent: null, position: null, deleted_at: null },
    ...{ standard_cost_code_id: null, origin_id: null, origin_data: null, line_item_types: [] },
    created_at: context.changes.timestamp(),
    ...biller,
  };
  return writeCode(context, projectId, made, fields);
}

function writeCode(context: SandboxContext, projectId: string, before: JsonObject, fields: JsonObject): JsonObject {
  refuseUnknownFields(fields, WRITABLE);
  const codes = context.store.projectSet(projectId, 'cost_codes');
  const { parent_id: parentId, ...rest } = fields;
  const parent = parentId === undefined ? before['parent'] : parentOf(codes.get(textOf(parentId) ?? ''), parentId);
  const own = textOf(fields['code'] ?? before['code']) ?? '';
  const parentCode = isJsonObject(parent) ? (textOf(codes.get(textOf(parent['id']) ?? '')?.['full_code']) ?? '') : '';
  const full_code = parentCode === '' ? own : `${parentCode}-${own}`;
  const after = {
    ...before,
    ...rest,
    ...{ parent: parent ?? null, full_code, sortable_code: full_code },
    updated_at: context.changes.timestamp(),
  };
  checkUnique(context, projectId, after);
  codes.put(after);
  return after;
}

function parentOf(parent: JsonObject | undefined, parentId: JsonValue): JsonValue {
  if (parentId !== null && parent === undefined) {
    throw ApiError.unprocessable('parent_id', 'must be a cost code of the project');
  }
  return parent === undefined ? null : { id: parent['id'] ?? null };
}

/** An origin id is unique over all projects, a code within its biller. */
function checkUnique({ store }: SandboxContext, projectId: string, row: JsonObject): void {
  const othersIn = (id: string) =>
    store
      .projectSet(id, 'cost_codes')
      .list()
      .filter((other) => textOf(other['id']) !== textOf(row['id']));
  refuseTakenOriginId(row['origin_id'], store.projectIds().flatMap(othersIn));
  const ofBiller = othersIn(projectId).filter((other) => textOf(other['biller_id']) === textOf(row['biller_id']));
  if (ofBiller.some((other) => textOf(other['full_code']) === textOf(row['full_code']))) {
    throw ApiError.unprocessable('code', 'has already been taken');
  }
}
