import { Router, type Request } from 'express';
import type { JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import type { RecordSet } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { controlObject } from './control-body';
import { ControlError } from './control-error';
import { knownProject } from './known-project';

type RowsOf = (request: Request) => RecordSet;

/** Changes codes, sub jobs, budgets and billing periods as a person in Procore's pages could. */
export function costControls(context: SandboxContext): Router {
  const router = Router();
  const { store } = context;
  const addsTo = (path: string, rowsOf: RowsOf) =>
    router.post(path, (request, response) => {
      const row = controlObject(request);
      rowsOf(request).put(row);
      store.keepIdsAbove(row);
      sendJson(response, 201, row);
    });
  const changesIn = (path: string, rowsOf: RowsOf) =>
    router.patch(`${path}/:id`, (request, response) => {
      sendJson(response, 200, changed(rowsOf(request), request.params.id, controlObject(request)));
    });
  const ofProject = '/control/projects/:projectId';
  for (const collection of [
    'cost_codes',
    'wbs_codes',
    'budget_line_items',
    'wbs_segments',
    'billing_periods',
    'sub_jobs',
  ] as const) {
    const rowsOf: RowsOf = (request) => store.projectSet(knownProject(context, request), collection);
    addsTo(`${ofProject}/${collection}`, rowsOf);
    if (collection !== 'wbs_segments') changesIn(`${ofProject}/${collection}`, rowsOf);
  }
  for (const collection of ['standard_cost_codes', 'standard_cost_code_lists', 'line_item_types'] as const) {
    const rowsOf: RowsOf = () => store.companySet(collection);
    addsTo(`/control/${collection}`, rowsOf);
    changesIn(`/control/${collection}`, rowsOf);
  }
  router.put(`${ofProject}/budget`, (request, response) => {
    const projectId = knownProject(context, request);
    const { locked } = controlObject(request);
    const id = store.companySet('projects').get(projectId)?.['id'] ?? null;
    store.projectSet(projectId, 'budgets').put({ id, locked: locked === true });
    response.status(204).end();
  });
  return router;
}

function changed(rows: RecordSet, id: string, changes: JsonObject): JsonObject {
  const row = rows.get(id);
  if (row === undefined) {
    throw new ControlError(404, `There is no record ${id}.`);
  }
  const after = { ...row, ...changes, id: row['id'] ?? null };
  rows.put(after);
  return after;
}
