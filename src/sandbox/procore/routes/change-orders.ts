import { Router } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { byDeletion } from '../list/deleted-rows';
import { filterRows, memberFilters, type Filters } from '../list/filter-rows';
import { omit } from '../list/members';
import { queryOf } from '../list/query-of';
import { sendPage, V2_PAGES } from '../list/send-page';
import { sortRows } from '../list/sort-rows';
import { withStringIds } from '../list/v2-ids';
import type { SandboxContext } from '../sandbox-context';
import { v2Line } from './commitments-v2';
import { companyScope, found, pathParameter, projectInQuery, projectScope, viewOf } from './scope';

const PACKAGE_FILTERS = memberFilters({
  id: 'ids',
  created_at: 'range',
  updated_at: 'range',
  reviewed_at: 'range',
  due_date: 'range',
  invoiced_date: 'range',
  paid_date: 'range',
});
const CHANGE_ORDER_FILTERS = memberFilters({
  id: 'ids',
  batch_id: 'ids',
  legacy_package_id: 'ids',
  contract_id: 'ids',
  status: 'texts',
  executed: 'flag',
  signature_required: 'flag',
  updated_at: 'range',
});

export function changeOrderRoutes(context: SandboxContext): Router {
  const router = Router();
  const { store } = context;

  router.get('/rest/v1.0/change_order_packages', (request, response) => {
    const projectId = projectInQuery(context, request);
    const query = queryOf(request);
    const contractId = query.get('contract_id');
    const packages = store.projectSet(projectId, 'change_order_packages').list();
    const ofContract = packages.filter((row) => contractId === null || textOf(row['contract_id']) === contractId);
    const rows = filterRows(byDeletion(ofContract, query), query, PACKAGE_FILTERS);
    sendPage(request, response, rows, (row) => omit(row, ['line_items']));
  });

  router.get('/rest/v1.0/change_order_packages/:id', (request, response) => {
    const id = pathParameter(request, 'id');
    const packages = store.projectSet(projectInQuery(context, request), 'change_order_packages');
    sendJson(response, 200, found(packages.get(id), `ChangeOrderPackage with 'id'=${id}`));
  });

  const commitmentChangeOrders = '/rest/v1.0/projects/:projectId/commitment_change_orders';
  router.get(commitmentChangeOrders, (request, response) => {
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    viewOf(request, ['default', 'extended']);
    const query = queryOf(request);
    const all = store.projectSet(projectId, 'commitment_change_orders').list();
    const filters: Filters = { ...CHANGE_ORDER_FILTERS, vendor_id: { kind: 'ids', read: vendorOf(store, projectId) } };
    const rows = sortRows(filterRows(all, query, filters), query, ['id', 'created_at']);
    // The reference lists no paging here: the whole list comes at once.
    sendJson(response, 200, rows.map(withoutLines));
  });
  router.get(`${commitmentChangeOrders}/:id`, (request, response) => {
    const id = pathParameter(request, 'id');
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    const changeOrders = store.projectSet(projectId, 'commitment_change_orders');
    sendJson(response, 200, withoutLines(found(changeOrders.get(id), `CommitmentChangeOrder with 'id'=${id}`)));
  });

  router.get('/rest/v1.0/potential_change_orders/:id/line_items', (request, response) => {
    const id = pathParameter(request, 'id');
    const potential = store.projectSet(projectInQuery(context, request), 'potential_change_orders');
    const changeOrder = found(potential.get(id), `PotentialChangeOrder with 'id'=${id}`);
    sendPage(request, response, linesOf(changeOrder), (row) => row);
  });

  const v2 = '/rest/v2.0/companies/:companyId/projects/:projectId/commitment_change_orders/:id/line_items';
  router.get(v2, (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    viewOf(request, ['default', 'extended']);
    const id = pathParameter(request, 'id');
    const changeOrder = found(store.projectSet(projectId, 'commitment_change_orders').get(id), `change order ${id}`);
    const packageId = textOf(changeOrder['legacy_package_id']) ?? '';
    const holder = store.projectSet(projectId, 'change_order_packages').get(packageId);
    const own = linesOf(changeOrder);
    const lines = own.length > 0 || holder === undefined ? own : linesOf(holder);
    sendPage(request, response, lines, changeOrderLine, V2_PAGES);
  });
  return router;
}

/** A commitment change order does not name its vendor; its contract does. */
function vendorOf(store: SandboxContext['store'], projectId: string) {
  return (changeOrder: JsonObject) => {
    const contractId = textOf(changeOrder['contract_id']) ?? '';
    const contract =
      store.projectSet(projectId, 'work_order_contracts').get(contractId) ??
      store.projectSet(projectId, 'purchase_order_contracts').get(contractId);
    const vendor = contract?.['vendor'];
    return isJsonObject(vendor) ? vendor['id'] : undefined;
  };
}

/** It has no origin fields: those stand on its package. */
function withoutLines(changeOrder: JsonObject): JsonObject {
  return omit(changeOrder, ['line_items', 'origin_id', 'origin_code', 'origin_data']);
}

function linesOf(holder: JsonObject): readonly JsonObject[] {
  const lines = holder['line_items'];
  return isJsonArray(lines) ? lines.filter(isJsonObject) : [];
}

function changeOrderLine(line: JsonObject): JsonObject {
  const amount = line['amount'] ?? line['total_amount'] ?? line['extended_amount'] ?? null;
  const contractLine = withStringIds({ commitment_line_item_id: line['commitment_line_item_id'] ?? null });
  return { ...v2Line({ ...line, amount }, true), ...contractLine };
}
