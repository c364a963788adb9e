import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { filterRows, memberFilters } from '../../list/filter-rows';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { detailRow, v1Item } from './requisition-item-view';
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
    sendJson(response, 200, itemsOf(requisitionOf(request).requisition, null).map(detailRow));
  });
  router.get(`${path}/contract_items`, (request, response) => {
    sendPage(request, response, itemsOf(requisitionOf(request).requisition, ['contract_item']), v1Item);
  });
  router.get(`${path}/contract_detail_items`, (request, response) => {
    sendPage(request, response, itemsOf(requisitionOf(request).requisition, ['contract_detail_item']), v1Item);
  });
  router.get(`${path}/change_order_items`, (request, response) => {
    const { projectId, id, requisition } = requisitionOf(request);
    const items = itemsOf(requisition, ['change_order_item', 'whole_change_order_item']);
    const loaded = context.store.requisitionRows(projectId, 'requisition_change_order_items', id);
    const rows = items.map((item) => changeOrderRow(item, loaded));
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

function itemsOf(requisition: JsonObject, types: readonly string[] | null): JsonObject[] {
  const items = requisition['items'];
  const rows = isJsonArray(items) ? items.filter(isJsonObject) : [];
  return rows.filter((item) => types === null || types.includes(textOf(item['item_type']) ?? ''));
}

/** Amounts are the item's own, so that a later change of the item shows; the folder's row adds the rest. */
function changeOrderRow(item: JsonObject, loaded: readonly JsonObject[]): JsonObject {
  const row = loaded.find((entry) => idOf(entry) === idOf(item));
  const joins: JsonObject = {
    commitment_line_item_id: null,
    commitment_line_item_origin_id: null,
    change_order_package_id: null,
  };
  return { ...joins, ...row, ...v1Item(item) };
}
