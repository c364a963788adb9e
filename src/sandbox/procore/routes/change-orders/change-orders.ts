import { Router } from 'express';
import { textOf } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { apiActor } from '../../gate/api-actor';
import { ApiError } from '../../gate/api-error';
import { byDeletion, isDeleted, unlessDeleted } from '../../list/deleted-rows';
import { filterRows, memberFilters, type Filters } from '../../list/filter-rows';
import { queryOf } from '../../list/query-of';
import { sendPage, V2_PAGES } from '../../list/send-page';
import { sortRows } from '../../list/sort-rows';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import {
  companyScope,
  found,
  jsonBody,
  objectMember,
  pathParameter,
  projectInQuery,
  projectScope,
  viewOf,
} from '../scope';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';
import {
  changeOrderView,
  linesOf,
  listedPackage,
  shownPackage,
  v2ChangeOrderLine,
  vendorOf,
} from './change-order-view';

const PACKAGE_FILTERS = memberFilters({
  id: 'ids',
  created_at: 'range',
  updated_at: 'range',
  reviewed_at: 'range',
  due_date: 'range',
  invoiced_date: 'range',
  paid_date: 'range',
  signed_change_order_received_date: 'range',
});
const WRITABLE = [
  ...['status', 'title', 'description', 'grand_total', 'origin_id', 'origin_code', 'origin_data', 'executed'],
  ...['due_date', 'invoiced_date', 'paid_date', 'reviewed_at', 'signed_change_order_received_date'],
  'schedule_impact_amount',
];
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
    sendPage(request, response, rows, (row) => listedPackage(context, row));
  });

  router.get('/rest/v1.0/change_order_packages/:id', (request, response) => {
    const id = pathParameter(request, 'id');
    const packages = store.projectSet(projectInQuery(context, request), 'change_order_packages');
    const row = found(unlessDeleted(packages.get(id)), `ChangeOrderPackage with 'id'=${id}`);
    sendJson(response, 200, shownPackage(context, row));
  });

  router.patch('/rest/v1.0/change_order_packages/:id', (request, response) => {
    const id = pathParameter(request, 'id');
    const body = jsonBody(request);
    const projectId = projectScope(context, body['project_id']);
    const row = unlessDeleted(store.projectSet(projectId, 'change_order_packages').get(id));
    const before = found(row, `ChangeOrderPackage with 'id'=${id}`);
    if (textOf(body['contract_id']) !== textOf(before['contract_id'])) {
      throw ApiError.badRequest('contract_id', 'is required, and is that of the package');
    }
    const fields = objectMember(body, 'change_order');
    refuseUnknownFields(fields, WRITABLE);
    const all = store.projectIds().flatMap((one) => store.projectSet(one, 'change_order_packages').list());
    refuseTakenOriginId(
      fields['origin_id'],
      all.filter((other) => idOf(other) !== id),
    );
    const after = context.changes.updateRecord(projectId, 'change_order_packages', before, fields, apiActor(context));
    sendJson(response, 200, shownPackage(context, after));
  });

  const commitmentChangeOrders = '/rest/v1.0/projects/:projectId/commitment_change_orders';
  router.get(commitmentChangeOrders, (request, response) => {
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    const view = viewOf(request, ['default', 'extended']);
    const query = queryOf(request);
    // Nothing asks for those that were deleted here.
    const all = store
      .projectSet(projectId, 'commitment_change_orders')
      .list()
      .filter((row) => !isDeleted(row));
    const filters: Filters = {
      ...CHANGE_ORDER_FILTERS,
      vendor_id: { kind: 'ids', read: (row) => vendorOf(context, projectId, row)?.['id'] },
    };
    const rows = sortRows(filterRows(all, query, filters), query, ['id', 'created_at']);
    // The reference lists no paging here: the whole list comes at once.
    sendJson(
      response,
      200,
      rows.map((row) => changeOrderView(context, row, view, false)),
    );
  });
  router.get(`${commitmentChangeOrders}/:id`, (request, response) => {
    const id = pathParameter(request, 'id');
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    const view = viewOf(request, ['default', 'extended']);
    const row = unlessDeleted(store.projectSet(projectId, 'commitment_change_orders').get(id));
    const changeOrder = found(row, `CommitmentChangeOrder with 'id'=${id}`);
    sendJson(response, 200, changeOrderView(context, changeOrder, view, true));
  });

  const v2 = '/rest/v2.0/companies/:companyId/projects/:projectId/commitment_change_orders/:id/line_items';
  router.get(v2, (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    viewOf(request, ['default', 'extended']);
    const id = pathParameter(request, 'id');
    const row = unlessDeleted(store.projectSet(projectId, 'commitment_change_orders').get(id));
    const changeOrder = found(row, `change order ${id}`);
    const packageId = textOf(changeOrder['legacy_package_id']) ?? '';
    const own = linesOf(changeOrder);
    const lines = own.length > 0 ? own : linesOf(store.projectSet(projectId, 'change_order_packages').get(packageId));
    sendPage(request, response, lines, (line) => v2ChangeOrderLine(context, line), V2_PAGES);
  });
  return router;
}
