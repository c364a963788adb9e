import { Router, type Request } from 'express';
import { isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { apiActor } from '../../gate/api-actor';
import { ApiError } from '../../gate/api-error';
import { isDeleted, unlessDeleted } from '../../list/deleted-rows';
import { filterRows, memberFilters, type Filters } from '../../list/filter-rows';
import { omit } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import { idOf } from '../../records/record-set';
import type { EventType } from '../../webhooks/source-event';
import type { SandboxContext } from '../../sandbox-context';
import { rowsOf } from '../commitments/commitment-view';
import { namedSync } from '../named-sync';
import { found, jsonBody, objectMember, pathParameter, projectScope } from '../scope';
import { refuseTakenOriginId } from '../written-fields';
import { lineOfOne, lineOfProject } from './direct-cost-view';
import type { OneWriteAtATime } from './one-write-at-a-time';
import { refuseLocked } from './written-direct-cost';
import { lineOfCall } from './written-direct-cost-line';

const PATH = '/rest/v1.0/projects/:projectId/direct_costs';
const idIn = (member: string) => (row: JsonObject) => {
  const value = row[member];
  return isJsonObject(value) ? value['id'] : undefined;
};
const FILTERS: Filters = {
  ...memberFilters({ id: 'ids', direct_cost_id: 'ids', created_at: 'range', updated_at: 'range' }),
  cost_code_id: { kind: 'ids', read: idIn('cost_code') },
  line_item_type_id: { kind: 'ids', read: idIn('line_item_type') },
};

interface Placed {
  readonly projectId: string;
  readonly directCost: JsonObject;
}

/** Lines have calls of their own, in v1.0 alone: of one direct cost, and all of a project. */
export function directCostLineRoutes(context: SandboxContext, oneWrite: OneWriteAtATime): Router {
  const router = Router();
  const { changes, store } = context;
  const projectOf = (request: Request) => projectScope(context, pathParameter(request, 'projectId'));
  const all = (projectId: string) =>
    store
      .projectSet(projectId, 'direct_costs')
      .list()
      .filter((row) => !isDeleted(row));
  const placed = (projectId: string, id: string): Placed => {
    const row = unlessDeleted(store.projectSet(projectId, 'direct_costs').get(id));
    return { projectId, directCost: found(row, `DirectCost with 'id'=${id}`) };
  };
  const at = (request: Request) => placed(projectOf(request), pathParameter(request, 'id'));
  const lineAt = ({ directCost }: Placed, request: Request) => {
    const lineId = pathParameter(request, 'lineId');
    const line = rowsOf(directCost, 'line_items').find((row) => idOf(row) === lineId);
    return found(line, `LineItem with 'id'=${lineId}`);
  };
  const put = (of: Placed, before: JsonObject | undefined, fields: JsonObject): JsonObject => {
    refuseLocked(context, of.directCost);
    const lines = store.projectIds().flatMap((projectId) => all(projectId).flatMap((row) => rowsOf(row, 'line_items')));
    refuseTakenOriginId(
      fields['origin_id'],
      lines.filter((line) => before === undefined || idOf(line) !== idOf(before)),
    );
    const position = rowsOf(of.directCost, 'line_items').length + 1;
    const line = lineOfCall(context, of.projectId, before, fields, position);
    saved(of, [line], line, before === undefined ? 'create' : 'update');
    return line;
  };
  const saved = ({ projectId, directCost }: Placed, lines: JsonObject[], line: JsonObject, eventType: EventType) => {
    const before = omit(directCost, ['amount', 'grand_total']);
    const { lineEditsShow } = context.answers;
    const actor = apiActor(context);
    changes.updateRecord(projectId, 'direct_costs', before, { line_items: lines }, actor, lineEditsShow);
    changes.directCostLine(projectId, directCost, line, eventType, actor);
  };

  router.get(`${PATH}/line_items`, (request, response) => {
    const lines = all(projectOf(request)).flatMap((directCost) =>
      rowsOf(directCost, 'line_items').map((line) => ({ ...line, direct_cost_id: directCost['id'] ?? null })),
    );
    const holders = new Map(all(projectOf(request)).map((row) => [idOf(row), row]));
    sendPage(request, response, filterRows(lines, queryOf(request), FILTERS), (line) => {
      const holder = holders.get(textOf(line['direct_cost_id']) ?? '') ?? {};
      return lineOfProject(context, holder, omit(line, ['direct_cost_id']));
    });
  });
  router.patch(`${PATH}/line_items/sync`, (request, response) => {
    const projectId = projectOf(request);
    const { updates } = jsonBody(request);
    const holderOf = (line: JsonObject) =>
      found(
        all(projectId).find((row) => rowsOf(row, 'line_items').some((one) => idOf(one) === idOf(line))),
        `DirectCost of the line`,
      );
    const write = (directCostId: string | undefined, before: JsonObject | undefined, fields: JsonObject) => {
      if (directCostId === undefined) throw ApiError.badRequest('direct_cost_id', 'is required');
      oneWrite.take(directCostId, response);
      return put(placed(projectId, directCostId), before, omit(fields, ['id', 'direct_cost_id']));
    };
    const target = {
      known: () => all(projectId).flatMap((row) => rowsOf(row, 'line_items')),
      create: (fields: JsonObject) => write(textOf(fields['direct_cost_id']), undefined, fields),
      update: (line: JsonObject, fields: JsonObject) => write(idOf(holderOf(line)), line, fields),
    };
    const shown = (line: JsonObject) => lineOfOne(context, holderOf(line), line);
    sendJson(response, 200, namedSync(updates, target, context.answers, shown));
  });

  router.get(`${PATH}/:id/line_items`, (request, response) => {
    const { directCost } = at(request);
    const rows = filterRows(rowsOf(directCost, 'line_items'), queryOf(request), FILTERS);
    sendPage(request, response, rows, (line) => lineOfOne(context, directCost, line));
  });
  router.post(`${PATH}/:id/line_items`, oneWrite.of('id'), (request, response) => {
    const of = at(request);
    const line = put(of, undefined, objectMember(jsonBody(request), 'line_item'));
    sendJson(response, 201, lineOfOne(context, of.directCost, line));
  });
  router.patch(`${PATH}/:id/line_items/:lineId`, oneWrite.of('id'), (request, response) => {
    const of = at(request);
    const line = put(of, lineAt(of, request), objectMember(jsonBody(request), 'line_item'));
    sendJson(response, 200, lineOfOne(context, of.directCost, line));
  });
  router.delete(`${PATH}/:id/line_items/:lineId`, oneWrite.of('id'), (request, response) => {
    const of = at(request);
    refuseLocked(context, of.directCost);
    const line = lineAt(of, request);
    const rest = rowsOf(of.directCost, 'line_items').filter((row) => idOf(row) !== idOf(line));
    saved({ ...of, directCost: { ...of.directCost, line_items: rest } }, [], line, 'delete');
    response.status(200).end();
  });
  return router;
}
