import { Router, type Request } from 'express';
import { textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { listedLine } from '../../answers/line-view';
import { ApiError } from '../../gate/api-error';
import { byDeletion } from '../../list/deleted-rows';
import { filterRows, memberFilters } from '../../list/filter-rows';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { found, pathParameter, projectInQuery, projectScope } from '../scope';
import { linesOf } from './change-order-view';
import { batchView, listedPotential, listedRequest, shownPotential, shownRequest } from './other-tiers-view';

const BATCH_FILTERS = memberFilters({ id: 'ids', contract_id: 'ids', updated_at: 'range', status: 'texts' });
const REQUEST_FILTERS = memberFilters({ id: 'ids', change_order_package_id: 'ids', status: 'texts' });
const POTENTIAL_FILTERS = memberFilters({
  id: 'ids',
  contract_id: 'ids',
  origin_id: 'texts',
  updated_at: 'range',
  created_at: 'range',
});

/** Batches, requests and potential change orders: what stands beside or behind a package in two and three tiers. */
export function otherTierRoutes(context: SandboxContext): Router {
  const router = Router();
  const { store } = context;

  // The reference lists no paging here: the whole list comes at once.
  const batches = '/rest/v1.0/projects/:projectId/commitment_change_order_batches';
  const batchesOf = (request: Request) =>
    store.projectSet(projectScope(context, pathParameter(request, 'projectId')), 'commitment_change_order_batches');
  router.get(batches, (request, response) => {
    const query = queryOf(request);
    const changeOrderIds = [...query.getAll('filters[change_order_id]'), ...query.getAll('filters[change_order_id][]')];
    const unwanted = [...query.getAll('filters[status][not]'), ...query.getAll('filters[status][not][]')];
    const rows = filterRows(batchesOf(request).list(), query, BATCH_FILTERS)
      .filter((row) => changeOrderIds.length === 0 || changeOrderIds.some((id) => holds(row, id)))
      .filter((row) => !unwanted.includes(textOf(row['status']) ?? ''));
    sendJson(
      response,
      200,
      rows.map((row) => batchView(context, row)),
    );
  });
  router.get(`${batches}/:id`, (request, response) => {
    const id = pathParameter(request, 'id');
    const batch = found(batchesOf(request).get(id), `CommitmentChangeOrderBatch with 'id'=${id}`);
    sendJson(response, 200, batchView(context, batch));
  });

  const requestsOf = (request: Request) => {
    const projectId = projectInQuery(context, request);
    const contractId = contractInQuery(request);
    const requests = store.projectSet(projectId, 'change_order_requests').list();
    return requests.filter((row) => textOf(row['contract_id']) === contractId);
  };
  router.get('/rest/v1.0/change_order_requests', (request, response) => {
    const rows = filterRows(requestsOf(request), queryOf(request), REQUEST_FILTERS);
    sendPage(request, response, rows, (row) => listedRequest(context, row));
  });
  router.get('/rest/v1.0/change_order_requests/:id', (request, response) => {
    const id = pathParameter(request, 'id');
    const row = requestsOf(request).find((one) => textOf(one['id']) === id);
    sendJson(response, 200, shownRequest(context, found(row, `ChangeOrderRequest with 'id'=${id}`)));
  });

  const potentialAt = (request: Request) => {
    const id = pathParameter(request, 'id');
    const projectId = projectInQuery(context, request);
    const row = store.projectSet(projectId, 'potential_change_orders').get(id);
    return { projectId, row: found(row, `PotentialChangeOrder with 'id'=${id}`) };
  };
  router.get('/rest/v1.0/potential_change_orders', (request, response) => {
    const projectId = projectInQuery(context, request);
    const query = queryOf(request);
    const all = store.projectSet(projectId, 'potential_change_orders').list();
    const rows = filterRows(byDeletion(all, query), query, POTENTIAL_FILTERS);
    sendPage(request, response, rows, (row) => listedPotential(context, row));
  });
  router.get('/rest/v1.0/potential_change_orders/:id', (request, response) => {
    const contractId = contractInQuery(request);
    const { projectId, row } = potentialAt(request);
    const own = textOf(row['contract_id']) === contractId ? row : undefined;
    sendJson(response, 200, shownPotential(context, projectId, found(own, 'PotentialChangeOrder of this contract')));
  });
  router.get('/rest/v1.0/potential_change_orders/:id/line_items', (request, response) => {
    const { row } = potentialAt(request);
    sendPage(request, response, linesOf(row), (line) => listedLine(context.answers, line));
  });
  return router;
}

function holds(batch: JsonObject, changeOrderId: string): boolean {
  const ids = batch['change_order_ids'];
  return Array.isArray(ids) && ids.some((id) => textOf(id as JsonObject) === changeOrderId);
}

function contractInQuery(request: Request): string {
  const contractId = queryOf(request).get('contract_id') ?? '';
  if (contractId === '') {
    throw ApiError.badRequest('contract_id', 'is required');
  }
  return contractId;
}
