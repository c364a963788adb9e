import { Router, type Request } from 'express';
import { isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { v2Line } from '../../answers/line-view';
import { NOT_IN_V2, ONLY_OF_KIND, V2_MEMBERS } from '../../answers/published-commitment';
import { byDeletion } from '../../list/deleted-rows';
import { filterRows, memberFilters, type Filters } from '../../list/filter-rows';
import { omit, pick, published } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage, V2_PAGES } from '../../list/send-page';
import { withStringIds } from '../../list/v2-ids';
import type { SandboxContext } from '../../sandbox-context';
import { companyScope, found, pathParameter, projectScope, viewOf } from '../scope';
import { rowsOf } from './commitment-view';

const FILTERS: Filters = {
  ...memberFilters({
    id: 'ids',
    type: 'texts',
    status: 'texts',
    accounting_method: 'text',
    executed: 'flag',
    signature_required: 'flag',
    updated_at: 'range',
    created_at: 'range',
    deleted_at: 'range',
  }),
  vendor_id: { kind: 'ids', read: (row) => (isJsonObject(row['vendor']) ? row['vendor']['id'] : undefined) },
};

export function commitmentV2Routes(context: SandboxContext): Router {
  const router = Router();
  const path = '/rest/v2.0/companies/:companyId/projects/:projectId/commitment_contracts';

  router.get(path, (request, response) => {
    const view = viewOf(request, ['default', 'extended']);
    const query = queryOf(request);
    const rows = filterRows(byDeletion(contractsOf(context, request), query), query, FILTERS);
    sendPage(request, response, rows, (row) => contractView(context, row, view), V2_PAGES);
  });
  router.get(`${path}/:id`, (request, response) => {
    const view = viewOf(request, ['default', 'extended']);
    sendJson(response, 200, { data: contractView(context, contractAt(context, request), view) });
  });
  router.get(`${path}/:id/line_items`, (request, response) => {
    viewOf(request, ['default', 'extended']);
    const contract = contractAt(context, request);
    const isByAmount = contract['accounting_method'] !== 'unit';
    const rows = rowsOf(contract, 'line_items');
    sendPage(request, response, rows, (line) => v2Line(context.answers, line, isByAmount), V2_PAGES);
  });
  return router;
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

/** Members of the other kind are absent and not null; so is the vendor of a draft that has none. */
function contractView({ answers }: SandboxContext, contract: JsonObject, view: string): JsonObject {
  const type = textOf(contract['type']) ?? '';
  const { vendor, currency_configuration: currency } = contract;
  const row: JsonObject = {
    ...omit(contract, [...NOT_IN_V2, ...(ONLY_OF_KIND[type] ?? []), 'vendor']),
    ...(isJsonObject(vendor) ? { vendor: vendorView(vendor, view) } : {}),
    ...(isJsonObject(currency) ? { currency_configuration: rateAsText(currency) } : {}),
  };
  return withStringIds(published(answers, row, V2_MEMBERS[type] ?? []));
}

function vendorView(vendor: JsonObject, view: string): JsonObject {
  const named: JsonObject = { ...vendor, name: vendor['name'] ?? vendor['company'] ?? null };
  return pick(named, view === 'extended' ? ['id', 'name', 'custom_fields'] : ['id']);
}

/** A number elsewhere, a text in v2.0. */
function rateAsText(currency: JsonObject): JsonObject {
  const rate = textOf(currency['currency_exchange_rate']);
  return rate === undefined ? currency : { ...currency, currency_exchange_rate: rate };
}
