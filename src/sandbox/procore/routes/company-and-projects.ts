import { Router } from 'express';
import type { JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { ApiError } from '../gate/api-error';
import { filterRows, memberFilters } from '../list/filter-rows';
import { pick } from '../list/members';
import { queryOf } from '../list/query-of';
import { sendPage } from '../list/send-page';
import { sortRows } from '../list/sort-rows';
import { idOf } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { companyInQuery, pathParameter, projectScope, viewOf } from './scope';

const FILTERS = memberFilters({
  updated_at: 'range',
  created_at: 'range',
  origin_id: 'texts',
  id: 'ids',
  project_number: 'texts',
  name: 'texts',
});
const COMPACT = ['id', 'name', 'display_name', 'project_number', 'active', 'company', 'origin_id', 'updated_at'];
const ONLY_EXTENDED = ['custom_fields', 'departments', 'inbound_email'];

export function companyAndProjectRoutes(context: SandboxContext): Router {
  const router = Router();
  const { store } = context;

  router.get('/rest/v1.0/me', (request, response) => {
    companyInQuery(context, request);
    sendJson(response, 200, pick(store.me, ['id', 'login', 'name']));
  });

  router.get('/rest/v1.0/companies', (_request, response) => {
    sendJson(response, 200, [{ is_active: true, logo_url: null, pcn_business_experience: null, ...store.company }]);
  });

  const list = (viewName: string, defaultView: string) => (request: Parameters<typeof queryOf>[0]) => {
    companyInQuery(context, request);
    const query = queryOf(request);
    const view = query.get(viewName) ?? defaultView;
    const permitted = store
      .companySet('projects')
      .list()
      .filter((project) => store.isPermitted(idOf(project)));
    const status = query.get('filters[by_status]') ?? 'All';
    if (!['All', 'Active', 'Inactive'].includes(status)) {
      throw ApiError.badRequest('filters[by_status]', 'must be All, Active or Inactive');
    }
    const byStatus = permitted.filter((project) => status === 'All' || project['active'] === (status === 'Active'));
    return { view, rows: sortRows(filterRows(byStatus, query, FILTERS), query, ['name', 'display_name']) };
  };

  router.get('/rest/v1.1/projects', (request, response) => {
    viewOf(request, ['normal', 'ids', 'compact', 'extended']);
    const { view, rows } = list('view', 'normal')(request);
    sendPage(request, response, rows, (row) => projectView(row, view));
  });

  router.get('/rest/v1.0/projects', (request, response) => {
    viewOf(request, ['normal', 'compact'], 'serializer_view');
    const { view, rows } = list('serializer_view', 'normal')(request);
    sendPage(request, response, rows, (row) => projectView(row, view));
  });

  router.get('/rest/v1.0/projects/:id', (request, response) => {
    companyInQuery(context, request);
    const id = projectScope(context, pathParameter(request, 'id'));
    sendJson(response, 200, store.companySet('projects').get(id) ?? null);
  });
  return router;
}

function projectView(row: JsonObject, view: string): JsonObject {
  if (view === 'extended') {
    return row;
  }
  if (view === 'ids') {
    return pick(row, ['id']);
  }
  return view === 'compact'
    ? pick(row, COMPACT)
    : pick(
        row,
        Object.keys(row).filter((member) => !ONLY_EXTENDED.includes(member)),
      );
}
