import { Router, type Request } from 'express';
import type { JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { filterRows, memberFilters } from '../../list/filter-rows';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { detailRow } from './detail-row';
import { changeOrderItemRow, contractItemRow, detailItemRow, itemsOf } from './requisition-item-view';
import { found, pathParameter, projectInQuery } from '../scope';

/** The v1.0 forms of a requisition's lines, made from its v1.1 items. */
export function requisitionItemRoutes(context: SandboxContext): Router {
  const router = Router();
  const path = '/rest/v1.0/requisitions/:id';

  const requisitionOf = (request: Request) => {
    const projectId = projectInQuery(context, request);
    const id = pathParameter(request, 'id');
    const requisition = context.store.projectSet(projectId, 'requisitions').get(id);
    return { projectId, id, requisition: found(requisition, `Billings::Requisition with 'id'=${id}`) };
  };

  router.get(`${path}/detail`, (request, response) => {
    sendJson(response, 200, itemsOf(requisitionOf(request).requisition).map(detailRow));
  });
  router.get(`${path}/contract_items`, (request, response) => {
    const { requisition } = requisitionOf(request);
    const rows = itemsOf(requisition, ['contract_item']);
    sendPage(request, response, rows, (item) => contractItemRow(context, requisition, item));
  });
  router.get(`${path}/contract_detail_items`, (request, response) => {
    const { requisition } = requisitionOf(request);
    const rows = itemsOf(requisition, ['contract_detail_item']);
    sendPage(request, response, rows, (item) => detailItemRow(context, requisition, item));
  });
  router.get(`${path}/change_order_items`, (request, response) => {
    const placed = requisitionOf(request);
    const whole = context.answers.wholeItemsListed ? ['whole_change_order_item'] : [];
    const items = itemsOf(placed.requisition, ['change_order_item', ...whole]);
    const rows = items.map((item) => changeOrderItemRow(context, placed, item));
    const query = queryOf(request);
    const filters = {
      change_order_id: { kind: 'ids' as const, read: (row: JsonObject) => row['change_order_package_id'] },
    };
    sendPage(request, response, filterRows(rows, query, filters), (row) => row);
  });
  router.get(`${path}/change_histories`, (request, response) => {
    const { projectId, id } = requisitionOf(request);
    const rows = context.store.requisitionRows(projectId, 'requisition_change_histories', id);
    sendJson(response, 200, filterRows(rows, queryOf(request), memberFilters({ created_at: 'range' })));
  });
  return router;
}
