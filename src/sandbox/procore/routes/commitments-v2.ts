import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { byDeletion } from '../list/deleted-rows';
import { filterRows, memberFilters, type Filters } from '../list/filter-rows';
import { omit, pick } from '../list/members';
import { queryOf } from '../list/query-of';
import { sendPage, V2_PAGES } from '../list/send-page';
import { withStringIds } from '../list/v2-ids';
import type { SandboxContext } from '../sandbox-context';
import { companyScope, found, pathParameter, projectScope, viewOf } from './scope';

const FILTERS: Filters = {
  ...memberFilters({
    id: 'ids',
    type: 'texts',
    status: 'texts',
    accounting_method: 'text',
    executed: 'flag',
    updated_at: 'range',
    created_at: 'range',
    deleted_at: 'range',
  }),
  vendor_id: { kind: 'ids', read: (row) => (isJsonObject(row['vendor']) ? row['vendor']['id'] : undefined) },
};
const NOT_IN_V2 = [
  ...['origin_id', 'origin_code', 'origin_data', 'revised_contract', 'approved_change_orders', 'line_items'],
  ...['pending_change_orders', 'pending_revised_contract', 'draft_change_orders_amount', 'total_payments'],
  ...['total_requisitions_amount', 'total_draw_requests_amount', 'remaining_balance_outstanding', 'percentage_paid'],
  ...[
    'change_order_packages',
    'change_order_requests',
    'potential_change_orders',
    'payments_issued',
    'line_item_contract_details',
  ],
];
const LINE_MEMBERS = [
  ...['id', 'position', 'description', 'amount', 'quantity', 'unit_cost', 'uom', 'extended_type', 'wbs_code'],
  ...['wbs_code_id', 'tax_code_id', 'prime_line_item_id', 'funding_rule_id'],
];

export function commitmentV2Routes(context: SandboxContext): Router {
  const router = Router();
  const path = '/rest/v2.0/companies/:companyId/projects/:projectId/commitment_contracts';

  router.get(path, (request, response) => {
    const view = viewOf(request, ['default', 'extended']);
    const query = queryOf(request);
    const rows = filterRows(byDeletion(contractsOf(context, request), query), query, FILTERS);
    sendPage(request, response, rows, (row) => contractView(row, view), V2_PAGES);
  });
  router.get(`${path}/:id`, (request, response) => {
    const view = viewOf(request, ['default', 'extended']);
    sendJson(response, 200, { data: contractView(contractAt(context, request), view) });
  });
  router.get(`${path}/:id/line_items`, (request, response) => {
    viewOf(request, ['default', 'extended']);
    const contract = contractAt(context, request);
    const lines = contract['line_items'];
    const rows = isJsonArray(lines) ? lines.filter(isJsonObject) : [];
    sendPage(request, response, rows, (line) => v2Line(line, contract['accounting_method'] !== 'unit'), V2_PAGES);
  });
  return router;
}

/** On amount-based contracts the quantity members are absent. */
export function v2Line(line: JsonObject, amountBased: boolean): JsonObject {
  const wbsCode = line['wbs_code'];
  const wbsCodeId: JsonObject = isJsonObject(wbsCode) ? { wbs_code_id: wbsCode['id'] ?? null } : {};
  const picked = pick({ ...line, ...wbsCodeId }, LINE_MEMBERS);
  return withStringIds(amountBased ? omit(picked, ['quantity', 'unit_cost', 'uom', 'extended_type']) : picked);
}

function contractsOf(context: SandboxContext, request: Request): JsonObject[] {
  companyScope(context, pathParameter(request, 'companyId'));
  const projectId = projectScope(context, pathParameter(request, 'projectId'));
  const typed = (collection: 'work_order_contracts' | 'purchase_order_contracts', type: string) =>
    context.store
      .projectSet(projectId, collection)
      .list()
      .map((row) => ({ ...row, type }));
  return [
    ...typed('work_order_contracts', 'WorkOrderContract'),
    ...typed('purchase_order_contracts', 'PurchaseOrderContract'),
  ];
}

function contractAt(context: SandboxContext, request: Request): JsonObject {
  const id = pathParameter(request, 'id');
  const byId = memberFilters({ id: 'ids' });
  const [contract] = filterRows(contractsOf(context, request), new URLSearchParams([['filters[id]', id]]), byId);
  return found(contract, `commitment contract ${id}`);
}

function contractView(contract: JsonObject, view: string): JsonObject {
  const vendor = contract['vendor'];
  const hidden = view === 'extended' && isJsonObject(vendor) ? NOT_IN_V2 : [...NOT_IN_V2, 'vendor'];
  return withStringIds(omit(contract, hidden));
}
