import { Router } from 'express';
import { textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { apiActor } from '../../gate/api-actor';
import { filterRows, memberFilters, type Filters } from '../../list/filter-rows';
import { queryOf } from '../../list/query-of';
import { sendPage, V1_PAGES } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { checkRequisitionFields, refuseLocked, shownRequisitionFields } from './requisition-fields';
import { REQUISITION_VIEWS, requisitionView } from './requisition-view';
import { found, jsonBody, objectMember, pathParameter, projectInQuery, projectScope, viewOf } from '../scope';

const PATH = '/rest/v1.1/requisitions';
const MEMBER_FILTERS = memberFilters({
  id: 'ids',
  commitment_id: 'ids',
  period_id: 'ids',
  created_at: 'range',
  updated_at: 'range',
  origin_id: 'texts',
});

export function requisitionRoutes(context: SandboxContext): Router {
  const router = Router();
  const requisitionsOf = (projectId: string) => context.store.projectSet(projectId, 'requisitions');
  const requisitionAt = (projectId: string, id: string) =>
    found(requisitionsOf(projectId).get(id), `Billings::Requisition with 'id'=${id}`);

  router.get(PATH, (request, response) => {
    const projectId = projectInQuery(context, request);
    const view = viewOf(request, REQUISITION_VIEWS);
    const all = requisitionsOf(projectId).list();
    const last = lastOnes(all);
    const filters: Filters = {
      ...MEMBER_FILTERS,
      ...memberFilters({ status: context.answers.manyStatuses ? 'texts' : 'text' }),
      is_last: { kind: 'flag', read: (row) => last.has(row) },
    };
    const rows = filterRows(all, queryOf(request), filters);
    sendPage(request, response, rows, (requisition) => requisitionView(context, { projectId, requisition }, view), {
      ...V1_PAGES,
      defaultPerPage: 30,
    });
  });

  router.get(`${PATH}/:id`, (request, response) => {
    const projectId = projectInQuery(context, request);
    const view = viewOf(request, REQUISITION_VIEWS);
    const requisition = requisitionAt(projectId, pathParameter(request, 'id'));
    sendJson(response, 200, requisitionView(context, { projectId, requisition }, view));
  });

  router.patch(`${PATH}/:id`, (request, response) => {
    const view = viewOf(request, REQUISITION_VIEWS);
    const body = jsonBody(request);
    const projectId = projectScope(context, body['project_id']);
    const commitmentId = textOf(body['commitment_id']);
    if (commitmentId === undefined) {
      throw ApiError.badRequest('commitment_id', 'is required');
    }
    const requisition = requisitionAt(projectId, pathParameter(request, 'id'));
    if (textOf(requisition['commitment_id']) !== commitmentId) {
      throw ApiError.notFound(`Commitment with 'id'=${commitmentId} for this requisition`);
    }
    const fields = objectMember(body, 'requisition');
    refuseLocked(context, requisition, fields);
    checkRequisitionFields(context, requisition, fields);
    const shown = shownRequisitionFields(requisition, fields);
    const { lineEditsShow } = context.answers;
    const after = context.changes.updateRequisition(projectId, requisition, shown, apiActor(context), lineEditsShow);
    sendJson(response, 200, requisitionView(context, { projectId, requisition: after }, view));
  });

  router.delete(`${PATH}/:id`, (request, response) => {
    const projectId = projectInQuery(context, request);
    const requisition = requisitionAt(projectId, pathParameter(request, 'id'));
    refuseLocked(context, requisition);
    const open = ['draft', 'under_review', 'revise_and_resubmit'].includes(textOf(requisition['status']) ?? '');
    if (!open || !lastOnes(requisitionsOf(projectId).list()).has(requisition)) {
      throw ApiError.unprocessable('base', 'Only the latest open invoice can be deleted');
    }
    context.changes.removeRequisition(projectId, requisition, apiActor(context));
    response.status(200).end();
  });
  return router;
}

/** The one with the highest number on each commitment. */
function lastOnes(requisitions: readonly JsonObject[]): { has(row: JsonObject): boolean } {
  const highest = new Map<string, JsonObject>();
  const numberOn = (row: JsonObject | undefined) => Number(textOf(row?.['number']) ?? 0);
  for (const row of requisitions) {
    const commitmentId = textOf(row['commitment_id']) ?? '';
    if (numberOn(row) > numberOn(highest.get(commitmentId))) {
      highest.set(commitmentId, row);
    }
  }
  return new Set(highest.values());
}
