import { Router, type Request } from 'express';
import { isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { VENDOR_MEMBERS, VENDOR_VIEWS, type VendorView } from '../../answers/published-vendor';
import { filterRows, memberFilters, type Filters } from '../../list/filter-rows';
import { pick, published } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import { sortRows } from '../../list/sort-rows';
import type { SandboxContext } from '../../sandbox-context';
import { companyInQuery, companyScope, found, pathParameter, viewOf } from '../scope';

const FILTERS: Filters = {
  ...memberFilters({ id: 'ids', origin_id: 'texts', created_at: 'range', updated_at: 'range' }),
  parent_id: { kind: 'ids', read: (row) => (isJsonObject(row['parent']) ? row['parent']['id'] : undefined) },
};
export function vendorRoutes(context: SandboxContext): Router {
  const router = Router();
  const vendors = () => context.store.companySet('vendors');

  router.get('/rest/v1.0/vendors', (request, response) => {
    companyInQuery(context, request);
    const view = vendorViewOf(request);
    const query = queryOf(request);
    const active = vendors()
      .list()
      .filter((vendor) => vendor['is_active'] === true);
    const search = query.get('filters[search]');
    const hits =
      search === null ? active : active.filter((vendor) => searchText(vendor).includes(search.toLowerCase()));
    const rows = sortRows(filterRows(hits, query, FILTERS), query, ['name']);
    sendPage(request, response, rows, (row) => vendorView(context, row, view));
  });

  router.get('/rest/v1.0/vendors/:id', (request, response) => {
    companyInQuery(context, request);
    const id = pathParameter(request, 'id');
    const known = vendors().get(id);
    const isHidden = known?.['is_active'] !== true && !context.answers.inactiveVendorsShown;
    const vendor = found(isHidden ? undefined : known, `Vendor with 'id'=${id}`);
    sendJson(response, 200, vendorView(context, vendor, vendorViewOf(request)));
  });

  router.get('/rest/v1.0/companies/:companyId/vendors/inactive', (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    const inactive = vendors()
      .list()
      .filter((vendor) => vendor['is_active'] !== true);
    const view = vendorViewOf(request);
    // No filters here, by time or anything else: whoever wants one reads them all.
    sendPage(request, response, sortRows(inactive, queryOf(request), ['name']), (row) => ({
      ...vendorView(context, row, view),
      _links: { reactivate: `${request.path}/${textOf(row['id']) ?? ''}` },
    }));
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

export function vendorViewOf(request: Request): VendorView {
  return viewOf(request, VENDOR_VIEWS) as VendorView;
}

/** The short views stay short whatever else is shown. */
export function vendorView({ answers }: SandboxContext, vendor: JsonObject, view: VendorView): JsonObject {
  const members = VENDOR_MEMBERS[view];
  return view === 'extended' || view === 'erp' ? published(answers, vendor, members) : pick(vendor, members);
}
