import { Router } from 'express';
import { isJsonArray, isJsonObject, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { CONTRACT_DETAIL_MEMBERS } from '../answers/published-commitment';
import { byDeletion } from '../list/deleted-rows';
import { filterRows, memberFilters, type Filters } from '../list/filter-rows';
import { omit, pick, published } from '../list/members';
import { queryOf } from '../list/query-of';
import { sendPage } from '../list/send-page';
import type { SandboxContext } from '../sandbox-context';
import { found, pathParameter, projectInQuery, viewOf } from './scope';

const FILTERS = memberFilters({
  id: 'ids',
  status: 'texts',
  created_at: 'range',
  updated_at: 'range',
  origin_id: 'texts',
});
const idOfMember = (member: string) => (row: JsonObject) => {
  const value = row[member];
  return isJsonObject(value) ? value['id'] : undefined;
};
const LINE_FILTERS: Filters = {
  ...memberFilters({ id: 'ids', created_at: 'range', updated_at: 'range' }),
  cost_code_id: { kind: 'ids', read: idOfMember('cost_code') },
  line_item_type_id: { kind: 'ids', read: idOfMember('line_item_type') },
};
const DETAIL_FILTERS = memberFilters({ id: 'ids', line_item_id: 'ids' });
const OF_OWN_ENDPOINTS = ['line_item_contract_details'];
const NOT_COMPACT = [
  ...OF_OWN_ENDPOINTS,
  ...['line_items', 'change_order_packages', 'change_order_requests', 'potential_change_orders', 'payments_issued'],
  ...['invoice_contacts', 'custom_fields', 'description', 'inclusions', 'exclusions', 'attachments'],
];

/** The v1.0 forms, the only ones that show the origin fields. */
export function commitmentRoutes(context: SandboxContext): Router {
  const router = Router();
  for (const collection of ['work_order_contracts', 'purchase_order_contracts'] as const) {
    const name = collection === 'work_order_contracts' ? 'WorkOrderContract' : 'PurchaseOrderContract';
    const path = `/rest/v1.0/${collection}`;
    const contractOf = (request: Parameters<typeof projectInQuery>[1]) => {
      const id = pathParameter(request, 'id');
      const contracts = context.store.projectSet(projectInQuery(context, request), collection);
      return found(contracts.get(id), `${name} with 'id'=${id}`);
    };

    router.get(path, (request, response) => {
      const projectId = projectInQuery(context, request);
      const view = viewOf(request, ['compact', 'extended']);
      const query = queryOf(request);
      const rows = filterRows(
        byDeletion(context.store.projectSet(projectId, collection).list(), query),
        query,
        FILTERS,
      );
      sendPage(request, response, rows, (row) => (view === 'extended' ? omit(row, OF_OWN_ENDPOINTS) : compact(row)));
    });
    router.get(`${path}/:id`, (request, response) => {
      sendJson(response, 200, omit(contractOf(request), OF_OWN_ENDPOINTS));
    });
    router.get(`${path}/:id/line_items`, (request, response) => {
      const lines = contractOf(request)['line_items'];
      const rows = filterRows(isJsonArray(lines) ? lines.filter(isJsonObject) : [], queryOf(request), LINE_FILTERS);
      sendPage(request, response, rows, (row) => row);
    });
    // The reference lists no paging here: the whole list comes at once.
    router.get(`${path}/:id/line_item_contract_details`, (request, response) => {
      const details = contractOf(request)['line_item_contract_details'];
      const rows = isJsonArray(details) ? details.filter(isJsonObject) : [];
      const shown = filterRows(rows, queryOf(request), DETAIL_FILTERS);
      sendJson(
        response,
        200,
        shown.map((row) => published(context.answers, row, CONTRACT_DETAIL_MEMBERS)),
      );
    });
  }
  return router;
}

function compact(contract: JsonObject): JsonObject {
  const vendor = contract['vendor'];
  const short: JsonObject = isJsonObject(vendor) ? { vendor: pick(vendor, ['id', 'company']) } : {};
  return { ...omit(contract, NOT_COMPACT), ...short };
}
