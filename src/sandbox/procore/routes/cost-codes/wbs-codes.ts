import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { shownWbsCode } from '../cost-structure';
import { found, jsonBody, pathParameter, projectScope } from '../scope';
import { writeEach } from '../vendors/sync-rows';
import { segmentItems, segmentsOf } from './segments';

const WBS = '/rest/v1.0/projects/:projectId/work_breakdown_structure';

/** The pattern of a project's codes, its segments and their items, and what is written of codes (reference 10.5). */
export function wbsRoutes(context: SandboxContext): Router {
  const router = Router();
  const projectOf = (request: Request) => projectScope(context, pathParameter(request, 'projectId'));

  router.get(`${WBS}/patterns`, (request, response) => {
    const projectId = projectOf(request);
    const segments = segmentsOf(context, projectId);
    sendJson(response, 200, {
      ...{ id: numberOf(1), description: 'Project pattern', is_project_level_ordered: false },
      segments: [...segments],
    });
  });

  // Without pages (reference 4.1).
  router.get(`${WBS}/segments`, (request, response) => {
    sendJson(response, 200, [...segmentsOf(context, projectOf(request))]);
  });

  router.get(`${WBS}/segments/:id/segment_items`, (request, response) => {
    const projectId = projectOf(request);
    const id = pathParameter(request, 'id');
    const segment = segmentsOf(context, projectId).find((row) => idOf(row) === id);
    const query = queryOf(request);
    const of = query.get('legacy_sub_job_id');
    const items = segmentItems(context, projectId, found(segment, `Segment with 'id'=${id}`), of);
    const onlyActive = query.get('only_active_items') === 'true';
    const rows = items.filter((item) => !onlyActive || item['status'] === 'active');
    sendPage(request, response, rows, (row) => row);
  });

  router.post(`${WBS}/wbs_codes`, (request, response) => {
    const projectId = projectOf(request);
    sendJson(response, 201, shownWbsCode(context, writeCode(context, projectId, jsonBody(request))));
  });

  router.patch(`${WBS}/wbs_codes/bulk_create`, (request, response) => {
    const projectId = projectOf(request);
    const rows = jsonBody(request)['bulk'];
    if (!isJsonArray(rows)) {
      throw ApiError.badRequest('bulk', 'is required');
    }
    const written = writeEach(rows, (row) => shownWbsCode(context, writeCode(context, projectId, row)));
    sendJson(response, 201, written);
  });

  router.patch(`${WBS}/wbs_codes/update_all`, (request, response) => {
    const projectId = projectOf(request);
    const body = jsonBody(request);
    const { ids } = body;
    const status = statusOf(isJsonObject(body['attributes']) ? body['attributes'] : {});
    for (const id of isJsonArray(ids) ? ids : []) {
      changeCode(context, projectId, textOf(id) ?? '', status);
    }
    response.status(204).end();
  });

  router.patch(`${WBS}/wbs_codes/:id`, (request, response) => {
    const projectId = projectOf(request);
    const body = jsonBody(request);
    const description = body['description'];
    const changes = { ...statusOf(body), ...(description === undefined ? {} : { description }) };
    const after = changeCode(context, projectId, pathParameter(request, 'id'), changes);
    sendJson(response, 200, shownWbsCode(context, after));
  });
  return router;
}

function changeCode(context: SandboxContext, projectId: string, id: string, changes: JsonObject): JsonObject {
  const codes = context.store.projectSet(projectId, 'wbs_codes');
  const code = found(codes.get(id), `WbsCode with 'id'=${id}`);
  const after = { ...code, ...changes, updated_at: context.changes.timestamp() };
  codes.put(after);
  return after;
}

function statusOf(fields: JsonObject): JsonObject {
  const status = fields['status'];
  if (status === undefined) {
    return {};
  }
  if (status !== 'active' && status !== 'inactive') {
    throw ApiError.unprocessable('status', 'must be active or inactive');
  }
  return { status };
}

/** A combination that stands is not refused: its description is overwritten. */
function writeCode(context: SandboxContext, projectId: string, row: JsonObject): JsonObject {
  const segments = segmentsOf(context, projectId);
  const given = isJsonArray(row['segment_items']) ? row['segment_items'].filter(isJsonObject) : [];
  const items = segments.flatMap((segment): JsonObject[] => {
    const one = given.find((entry) => textOf(entry['segment_id']) === idOf(segment));
    const itemId = textOf(one?.['segment_item_id']);
    const item = segmentItems(context, projectId, segment, 'any').find((entry) => idOf(entry) === itemId);
    if (item === undefined && (itemId !== undefined || segment['required'] === true)) {
      throw ApiError.unprocessable('segment_items', `${textOf(segment['name']) ?? ''} must be an item of the project`);
    }
    return item === undefined ? [] : [item];
  });
  if (items.length === 0 || items.length < given.length) {
    throw ApiError.unprocessable('segment_items', 'must name segments and items of the project');
  }
  const codes = context.store.projectSet(projectId, 'wbs_codes');
  const standing = codes.list().find((code) => sameItems(code['segment_items'], items));
  if (standing !== undefined) {
    return changeCode(context, projectId, idOf(standing), { description: row['description'] ?? null });
  }
  const joined = (member: string) => items.map((item) => textOf(item[member]) ?? '').join('.');
  const at = context.changes.timestamp();
  const made = {
    ...{ id: numberOf(context.store.newId()), flat_code: joined('path_code'), flat_name: joined('name') },
    ...{ description: row['description'] ?? joined('name'), status: 'active', wbs_pattern_id: numberOf(1) },
    ...{ created_at: at, updated_at: at, segment_items: items },
  };
  codes.put(made);
  return made;
}

function sameItems(value: JsonValue | undefined, items: readonly JsonObject[]): boolean {
  const ids = (rows: readonly JsonObject[]) => rows.map(idOf).sort().join();
  return isJsonArray(value) && ids(value.filter(isJsonObject)) === ids(items);
}
