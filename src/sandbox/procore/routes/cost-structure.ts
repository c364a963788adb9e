import { Router } from 'express';
import { isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import {
  COST_CODE_ERP_COMPACT,
  COST_CODE_LIST_MEMBERS,
  COST_CODE_SHOW_MEMBERS,
  WBS_CODE_MEMBERS,
} from '../answers/published-cost-structure';
import { listedSegmentItems } from '../answers/segment-items';
import { filterRows, memberFilters } from '../list/filter-rows';
import { omit, pick, published } from '../list/members';
import { queryOf } from '../list/query-of';
import { sendPage, V1_PAGES } from '../list/send-page';
import type { SandboxContext } from '../sandbox-context';
import { sendJson } from '../../http/send-json';
import { companyInQuery, found, pathParameter, projectInQuery, projectScope, viewOf } from './scope';

const CODED = memberFilters({ id: 'ids', origin_id: 'texts' });
/** There is no filter by id. */
const WBS = memberFilters({ status: 'texts', updated_at: 'range' });
const PERIODS = memberFilters({ id: 'ids', created_at: 'range', updated_at: 'range', status: 'text' });

export function costStructureRoutes(context: SandboxContext): Router {
  const router = Router();
  const { store } = context;

  router.get('/rest/v1.0/cost_codes', (request, response) => {
    const projectId = projectInQuery(context, request);
    const view = viewOf(request, ['default', 'erp_compact']);
    const query = queryOf(request);
    const subJobId = query.get('sub_job_id');
    const codes = store
      .projectSet(projectId, 'cost_codes')
      .list()
      .filter((code) => belongsTo(code, subJobId));
    sendPage(request, response, filterRows(codes, query, CODED), (row) =>
      view === 'erp_compact' ? pick(row, COST_CODE_ERP_COMPACT) : listedCostCode(context, projectId, row),
    );
  });

  router.get('/rest/v1.0/cost_codes/:id', (request, response) => {
    const id = pathParameter(request, 'id');
    const codes = store.projectSet(projectInQuery(context, request), 'cost_codes');
    const shown = omit(found(codes.get(id), `CostCode with 'id'=${id}`), ['biller_origin_id']);
    sendJson(response, 200, published(context.answers, shown, COST_CODE_SHOW_MEMBERS));
  });

  router.get('/rest/v1.0/line_item_types', (request, response) => {
    const query = queryOf(request);
    if (query.has('project_id')) {
      projectInQuery(context, request);
    } else {
      companyInQuery(context, request);
    }
    sendPage(request, response, filterRows(store.companySet('line_item_types').list(), query, CODED), (row) => row);
  });

  router.get('/rest/v1.0/sub_jobs', (request, response) => {
    const subJobs = store.projectSet(projectInQuery(context, request), 'sub_jobs').list();
    sendPage(request, response, filterRows(subJobs, queryOf(request), CODED), (row) => row);
  });

  router.get('/rest/v1.0/tax_codes', (request, response) => {
    companyInQuery(context, request);
    const rows = filterRows(store.companySet('tax_codes').list(), queryOf(request), CODED);
    sendPage(request, response, rows, (row) => row, { ...V1_PAGES, maxPerPage: 100, above: 'refuse' });
  });

  router.get('/rest/v1.0/projects/:projectId/work_breakdown_structure/wbs_codes', (request, response) => {
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    const query = queryOf(request);
    const text = query.get('query') ?? '';
    const codes = store
      .projectSet(projectId, 'wbs_codes')
      .list()
      .filter((code) => mentions(code, text));
    sendPage(request, response, filterRows(codes, query, WBS), (row) => shownWbsCode(context, row));
  });

  router.get('/rest/v1.0/projects/:projectId/billing_periods', (request, response) => {
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    const rows = filterRows(store.projectSet(projectId, 'billing_periods').list(), queryOf(request), PERIODS);
    sendPage(request, response, rows, (row) => row);
  });
  return router;
}

/** WBS codes have no origin id, whatever the folder holds. */
export function shownWbsCode({ answers }: SandboxContext, row: JsonObject): JsonObject {
  const shown = { ...omit(row, ['origin_id', 'origin_data']), segment_items: listedSegmentItems(row, answers) };
  return published(answers, shown, WBS_CODE_MEMBERS);
}

export function listedCostCode({ store, answers }: SandboxContext, projectId: string, code: JsonObject): JsonObject {
  const billerId = textOf(code['biller_id']) ?? '';
  const biller = store.projectSet(projectId, 'sub_jobs').get(billerId) ?? store.companySet('projects').get(billerId);
  const row = { ...omit(code, ['standard_cost_code_list_id']), biller_origin_id: biller?.['origin_id'] ?? null };
  return published(answers, row, COST_CODE_LIST_MEMBERS);
}

/** Without `sub_job_id` the project's own codes are listed, with it those of that sub job. */
function belongsTo(code: JsonObject, subJobId: string | null): boolean {
  return subJobId === null
    ? code['biller_type'] !== 'SubJob'
    : code['biller_type'] === 'SubJob' && textOf(code['biller_id']) === subJobId;
}

function mentions(code: JsonObject, text: string): boolean {
  const texts = [code['flat_code'], code['flat_name'], code['description']].filter((value) => !isJsonObject(value));
  return text === '' || texts.some((value) => (textOf(value) ?? '').toLowerCase().includes(text.toLowerCase()));
}
