import { Router } from 'express';
import { isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { filterRows, memberFilters, type Filters } from '../../list/filter-rows';
import { omit, pick } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import { sortRows } from '../../list/sort-rows';
import type { SandboxContext } from '../../sandbox-context';
import { companyInQuery, companyScope, found, pathParameter, viewOf } from '../scope';

const FILTERS: Filters = {
  ...memberFilters({ id: 'ids', origin_id: 'texts', created_at: 'range', updated_at: 'range' }),
  parent_id: { kind: 'ids', read: (row) => (isJsonObject(row['parent']) ? row['parent']['id'] : undefined) },
};
const EXTENDED_ONLY = [
  'legal_name',
  'company_vendor',
  'parent',
  'children_count',
  'project_ids',
  'standard_cost_codes',
  'trades',
  'bidding',
  'bidding_distribution',
];

export function vendorRoutes(context: SandboxContext): Router {
  const router = Router();
  const vendors = () => context.store.companySet('vendors');
  const view = (request: Parameters<typeof viewOf>[0]) =>
    viewOf(request, ['extended', 'compact', 'normal', 'erp', 'directory', 'summary']);

  router.get('/rest/v1.0/vendors', (request, response) => {
    companyInQuery(context, request);
    const asked = view(request);
    const query = queryOf(request);
    const active = vendors()
      .list()
      .filter((vendor) => vendor['is_active'] === true);
    const search = query.get('filters[search]');
    const hits =
      search === null ? active : active.filter((vendor) => searchText(vendor).includes(search.toLowerCase()));
    const rows = sortRows(filterRows(hits, query, FILTERS), query, ['name']);
    sendPage(request, response, rows, (row) => vendorView(row, asked));
  });

  router.get('/rest/v1.0/vendors/:id', (request, response) => {
    companyInQuery(context, request);
    const id = pathParameter(request, 'id');
    const vendor = found(vendors().get(id), `Vendor with 'id'=${id}`);
    sendJson(response, 200, vendorView(vendor, view(request)));
  });

  router.get('/rest/v1.0/companies/:companyId/vendors/inactive', (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    const inactive = vendors()
      .list()
      .filter((vendor) => vendor['is_active'] !== true);
    sendPage(request, response, filterRows(inactive, queryOf(request), FILTERS), (row) => vendorView(row, 'extended'));
  });
  return router;
}

/** Name, keywords, external code and tax id, as Procore's search field says of itself. */
function searchText(vendor: JsonObject): string {
  const register = vendor['business_register'];
  const taxId = isJsonObject(register) ? textOf(register['identifier']) : undefined;
  const texts = [textOf(vendor['name']), textOf(vendor['notes']), textOf(vendor['origin_code']), taxId];
  return texts.map((text) => (text ?? '').toLowerCase()).join('\n');
}

function vendorView(vendor: JsonObject, view: string): JsonObject {
  switch (view) {
    case 'extended':
      return vendor;
    case 'compact':
      return pick(vendor, ['id', 'name']);
    case 'summary':
    case 'directory':
      return pick(vendor, ['id', 'name', 'city', 'state_code', 'country_code', 'is_active', 'updated_at']);
    default:
      return omit(vendor, EXTENDED_ONLY);
  }
}
