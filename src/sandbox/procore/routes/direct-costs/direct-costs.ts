import { Router, type Request, type Response } from 'express';
import { textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { apiActor } from '../../gate/api-actor';
import { isDeleted, unlessDeleted } from '../../list/deleted-rows';
import { filterRows, memberFilters } from '../../list/filter-rows';
import { omit } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { rowsOf } from '../commitments/commitment-view';
import { namedSync } from '../named-sync';
import { found, jsonBody, objectMember, pathParameter, projectScope } from '../scope';
import { directCostLineRoutes } from './direct-cost-lines';
import { listedDirectCost, shownDirectCost } from './direct-cost-view';
import { OneWriteAtATime } from './one-write-at-a-time';
import { refuseLocked, WRITABLE, writeDirectCost } from './written-direct-cost';
import { linesOfNew } from './written-direct-cost-line';

const V11 = '/rest/v1.1/projects/:projectId/direct_costs';
const V10 = '/rest/v1.0/projects/:projectId/direct_costs';
/** There is none for deleted ones: what was deleted is in no list. */
const FILTERS = memberFilters({
  ...{ id: 'ids', origin_id: 'texts', invoice_number: 'texts', created_at: 'range', updated_at: 'range' },
  ...{ payment_date: 'range', received_date: 'range' },
});

/** Costs without a commitment: v1.1 with their lines, v1.0 without, lines by calls of their own (reference 15). */
export function directCostRoutes(context: SandboxContext): Router {
  const router = Router();
  const oneWrite = new OneWriteAtATime();
  const projectOf = (request: Request) => projectScope(context, pathParameter(request, 'projectId'));
  const all = (projectId: string) =>
    context.store
      .projectSet(projectId, 'direct_costs')
      .list()
      .filter((row) => !isDeleted(row));
  const at = (request: Request) => {
    const projectId = projectOf(request);
    const id = pathParameter(request, 'id');
    const row = unlessDeleted(context.store.projectSet(projectId, 'direct_costs').get(id));
    return { projectId, directCost: found(row, `DirectCost with 'id'=${id}`) };
  };
  const show = (response: Response, status: 200 | 201, projectId: string, row: JsonObject) =>
    sendJson(response, status, shownDirectCost(context, projectId, row));

  router.use(directCostLineRoutes(context, oneWrite));

  router.get(V11, (request, response) => {
    const rows = filterRows(all(projectOf(request)), queryOf(request), FILTERS);
    sendPage(request, response, rows, (row) => listedDirectCost(context, row));
  });
  router.get(`${V11}/:id`, (request, response) => {
    const { projectId, directCost } = at(request);
    show(response, 200, projectId, directCost);
  });
  router.post(V11, (request, response) => {
    const projectId = projectOf(request);
    const fields = objectMember(jsonBody(request), 'direct_cost');
    const lines = linesOfNew(context, projectId, rowsOf(fields, 'line_items'));
    const header = omit(fields, ['line_items']);
    show(response, 201, projectId, writeDirectCost(context, projectId, undefined, header, WRITABLE.made, lines));
  });
  router.patch(`${V11}/:id`, oneWrite.of('id'), (request, response) => {
    const { projectId, directCost } = at(request);
    const fields = objectMember(jsonBody(request), 'direct_cost');
    show(response, 200, projectId, writeDirectCost(context, projectId, directCost, fields, WRITABLE.changed));
  });
  router.delete(`${V11}/:id`, oneWrite.of('id'), (request, response) => {
    const { projectId, directCost } = at(request);
    refuseLocked(context, directCost);
    context.changes.removeRecord(projectId, 'direct_costs', directCost, apiActor(context));
    sendJson(response, 200, { id: directCost['id'] ?? null });
  });

  router.patch(`${V10}/sync`, (request, response) => {
    const projectId = projectOf(request);
    const put = (row: JsonObject | undefined, fields: JsonObject) =>
      writeDirectCost(context, projectId, row, omit(fields, ['id']), WRITABLE.synced);
    const { updates } = jsonBody(request);
    const target = {
      known: () => all(projectId),
      create: (fields: JsonObject) => put(undefined, fields),
      update: (row: JsonObject, fields: JsonObject) => {
        oneWrite.take(textOf(row['id']) ?? '', response);
        return put(row, fields);
      },
    };
    sendJson(
      response,
      200,
      namedSync(updates, target, context.answers, (row) => listedDirectCost(context, row)),
    );
  });
  router.post(V10, (request, response) => {
    const fields = objectMember(jsonBody(request), 'item');
    const made = writeDirectCost(context, projectOf(request), undefined, fields, WRITABLE.made);
    sendJson(response, 201, listedDirectCost(context, made));
  });
  router.patch(`${V10}/:id`, oneWrite.of('id'), (request, response) => {
    const { projectId, directCost } = at(request);
    const fields = objectMember(jsonBody(request), 'item');
    const written = writeDirectCost(context, projectId, directCost, fields, WRITABLE.changedByV10);
    sendJson(response, 200, listedDirectCost(context, written));
  });
  return router;
}
