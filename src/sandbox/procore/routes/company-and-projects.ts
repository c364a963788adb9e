import { Router } from 'express';
import type { JsonObject, JsonValue } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { PROJECT_EXTENDED, PROJECT_NORMAL, PROJECT_SHOWN } from '../answers/published-project';
import { ApiError } from '../gate/api-error';
import { filterRows, memberFilters } from '../list/filter-rows';
import { pick, published } from '../list/members';
import { queryOf } from '../list/query-of';
import { sendPage, type PageRule } from '../list/send-page';
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
const MINIMAL = ['id', 'name', 'display_name', 'project_number', 'active'];
/** The v1.1 list; that of ids comes whole. */
const PAGES: PageRule = { defaultPerPage: 100, maxPerPage: 300, above: 'cut' };
const ONE_PAGE: PageRule = { defaultPerPage: 100_000, maxPerPage: 100_000, above: 'cut' };

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
    const status = query.get('filters[by_status]') ?? 'Active';
    if (!['All', 'Active', 'Inactive'].includes(status)) {
      throw ApiError.badRequest('filters[by_status]', 'must be All, Active or Inactive');
    }
    const byStatus = permitted.filter((project) => status === 'All' || project['active'] === (status === 'Active'));
    return { view, rows: sortRows(filterRows(byStatus, query, FILTERS), query, ['name', 'display_name']) };
  };

  router.get('/rest/v1.1/projects', (request, response) => {
    viewOf(request, ['normal', 'ids', 'compact', 'extended']);
    const { view, rows } = list('view', 'normal')(request);
    sendPage(request, response, rows, (row) => projectView(context, row, view), view === 'ids' ? ONE_PAGE : PAGES);
  });

  router.get('/rest/v1.0/projects', (request, response) => {
    viewOf(request, ['normal', 'compact'], 'serializer_view');
    const { view, rows } = list('serializer_view', 'normal')(request);
    sendPage(request, response, rows, (row) =>
      view === 'compact' ? pick(row, ['id', 'name', 'display_name']) : projectView(context, row, view),
    );
  });

  router.get('/rest/v1.0/projects/:id', (request, response) => {
    companyInQuery(context, request);
    const view = viewOf(request, ['normal', 'minimal']);
    const id = projectScope(context, pathParameter(request, 'id'));
    const project = store.companySet('projects').get(id) ?? {};
    const members = view === 'minimal' ? MINIMAL : PROJECT_SHOWN;
    sendJson(response, 200, published(context.answers, project, members));
  });
  return router;
}

/** `ids` gives bare numbers, `compact` two members. */
function projectView({ answers }: SandboxContext, row: JsonObject, view: string): JsonValue {
  if (view === 'ids') {
    return row['id'] ?? null;
  }
  if (view === 'compact') {
    return pick(row, ['id', 'name']);
  }
  return published(answers, row, view === 'extended' ? PROJECT_EXTENDED : PROJECT_NORMAL);
}
