import { Router } from 'express';
import { isJsonObject, numberOf, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { pick } from '../../list/members';
import { sendPage } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { found, jsonBody, objectMember, pathParameter, projectInQuery, projectScope } from '../scope';
import { refuseUnknownFields } from '../written-fields';

const VIEW_ID = '1';
const WRITABLE = ['wbs_code_id', 'original_budget_amount', 'uom', 'quantity', 'unit_cost', 'calculation_strategy'];

/** Budget lines: not listed but as rows of a view, one for each line (reference 10.6). */
export function budgetRoutes(context: SandboxContext): Router {
  const router = Router();
  const linesOf = (projectId: string) => context.store.projectSet(projectId, 'budget_line_items');

  router.get('/rest/v1.0/projects/:projectId/budget', (request, response) => {
    const projectId = projectScope(context, pathParameter(request, 'projectId'));
    sendJson(response, 200, { locked: isLocked(context, projectId) });
  });

  router.get('/rest/v1.0/budget_views', (request, response) => {
    const projectId = projectInQuery(context, request);
    const rows = `/rest/v1.0/budget_views/${VIEW_ID}/detail_rows?project_id=${projectId}`;
    const links = { detail_rows: rows, summary_rows: rows.replace('detail', 'summary') };
    const view = { id: numberOf(VIEW_ID), name: 'Procore Standard Budget', role: 'budget', links };
    sendPage(request, response, [view], (row) => row);
  });

  router.get('/rest/v1.0/budget_views/:id/detail_rows', (request, response) => {
    const projectId = projectInQuery(context, request);
    const id = pathParameter(request, 'id');
    found(id === VIEW_ID ? id : undefined, `BudgetView with 'id'=${id}`);
    sendPage(request, response, linesOf(projectId).list(), (line) => detailRow(context, projectId, line));
  });

  router.post('/rest/v1.1/budget_line_items', (request, response) => {
    const body = jsonBody(request);
    const projectId = projectScope(context, body['project_id']);
    const fields = objectMember(body, 'budget_line_item');
    refuseUnknownFields(fields, WRITABLE);
    if (isLocked(context, projectId)) {
      throw ApiError.unprocessable('base', 'the budget is locked');
    }
    const codeId = textOf(fields['wbs_code_id']) ?? '';
    const code = context.store.projectSet(projectId, 'wbs_codes').get(codeId);
    if (code?.['status'] !== 'active') {
      throw ApiError.unprocessable('wbs_code_id', 'must be an active code of the project');
    }
    if (
      linesOf(projectId)
        .list()
        .some((line) => textOf(line['wbs_code_id']) === codeId)
    ) {
      throw ApiError.unprocessable('wbs_code_id', 'has already been taken');
    }
    const line: JsonObject = {
      id: numberOf(context.store.newId()),
      wbs_code_id: code['id'] ?? null,
      original_budget_amount: textOf(fields['original_budget_amount']) ?? '0',
      ...pick(fields, ['uom', 'quantity', 'unit_cost', 'calculation_strategy']),
    };
    linesOf(projectId).put(line);
    sendJson(response, 201, {
      ...line,
      original_budget_amount: numberOf(textOf(line['original_budget_amount']) ?? '0'),
      wbs_code: pick(code, ['id', 'flat_code', 'description']),
    });
  });
  return router;
}

function isLocked({ store }: SandboxContext, projectId: string): boolean {
  return store
    .projectSet(projectId, 'budgets')
    .list()
    .some((row) => row['locked'] === true);
}

function detailRow({ store }: SandboxContext, projectId: string, line: JsonObject): JsonObject {
  const code = store.projectSet(projectId, 'wbs_codes').get(textOf(line['wbs_code_id']) ?? '');
  const project = store.companySet('projects').get(projectId);
  const names = isJsonObject(code) ? code['flat_name'] : null;
  return {
    ...{ id: line['id'] ?? null, wbs_code_id: line['wbs_code_id'] ?? null, cost_code_id: null, category_id: null },
    ...{ biller_id: project?.['id'] ?? null, biller_type: 'Project', project: project?.['name'] ?? null },
    cost_code: names ?? null,
    original_budget_amount: line['original_budget_amount'] ?? '0',
    budget_modifications: line['budget_modifications'] ?? '0',
    'Committed Costs': line['committed_costs'] ?? '0',
  };
}
