import { Router } from 'express';
import type { JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import type { RecordSet } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { controlObject } from './control-body';
import { ControlError } from './control-error';
import { knownProject } from './known-project';

/** Changes codes and budgets as a person in Procore's pages could. */
export function costControls(context: SandboxContext): Router {
  const router = Router();
  const { store } = context;
  const ofProject = ['cost_codes', 'wbs_codes', 'budget_line_items'] as const;
  for (const collection of ofProject) {
    router.patch(`/control/projects/:projectId/${collection}/:id`, (request, response) => {
      const rows = store.projectSet(knownProject(context, request), collection);
      sendJson(response, 200, changed(rows, request.params.id, controlObject(request)));
    });
    router.post(`/control/projects/:projectId/${collection}`, (request, response) => {
      const row = controlObject(request);
      store.projectSet(knownProject(context, request), collection).put(row);
      store.keepIdsAbove(row);
      sendJson(response, 201, row);
    });
  }
  for (const collection of ['standard_cost_codes', 'standard_cost_code_lists', 'line_item_types'] as const) {
    router.patch(`/control/${collection}/:id`, (request, response) => {
      const rows = store.companySet(collection);
      sendJson(response, 200, changed(rows, request.params.id, controlObject(request)));
    });
    router.post(`/control/${collection}`, (request, response) => {
      const row = controlObject(request);
      store.companySet(collection).put(row);
      store.keepIdsAbove(row);
      sendJson(response, 201, row);
    });
  }
  router.post('/control/projects/:projectId/wbs_segments', (request, response) => {
    const row = controlObject(request);
    store.projectSet(knownProject(context, request), 'wbs_segments').put(row);
    store.keepIdsAbove(row);
    sendJson(response, 201, row);
  });
  router.put('/control/projects/:projectId/budget', (request, response) => {
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
