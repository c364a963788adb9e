import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { schemaProblems } from '../folder/read-json-file';
import { RECORD_SCHEMAS } from '../folder/record-schemas';
import { isDeleted } from '../list/deleted-rows';
import { omit } from '../list/members';
import { A_PERSON } from '../records/record-changes';
import { idOf } from '../records/record-set';
import { rowsOf } from '../routes/commitments/commitment-view';
import type { SandboxContext } from '../sandbox-context';
import { controlObject, requireIds } from './control-body';
import { ControlError, refuseProblems } from './control-error';
import { knownProject } from './known-project';

const PATH = '/control/projects/:projectId/direct_costs';

/** Makes, changes and deletes direct costs and their lines, past all of Procore's rules, as a person in its pages could. */
export function directCostControls(context: SandboxContext): Router {
  const router = Router();
  const { store, changes } = context;
  /** What the totals said before the lines changed is true no longer, unless it is given anew. */
  const changed = (projectId: string, row: JsonObject, fields: JsonObject): JsonObject => {
    const before = isJsonArray(fields['line_items']) ? omit(row, ['amount', 'grand_total']) : row;
    const { lineEditsShow } = context.answers;
    return changes.updateRecord(projectId, 'direct_costs', before, fields, A_PERSON, lineEditsShow);
  };

  router.post(PATH, (request, response) => {
    const projectId = knownProject(context, request);
    const row = controlObject(request);
    refuseProblems(schemaProblems('direct cost', RECORD_SCHEMAS.direct_costs, row));
    if (store.projectSet(projectId, 'direct_costs').get(idOf(row)) !== undefined) {
      throw new ControlError(409, `Direct cost ${idOf(row)} is there already; change it with PATCH.`);
    }
    changes.addRecord(projectId, 'direct_costs', row, A_PERSON);
    sendJson(response, 201, row);
  });
  router.patch(`${PATH}/:id`, (request, response) => {
    const projectId = knownProject(context, request);
    const { id: _id, ...fields } = controlObject(request);
    requireIds(fields, 'line_items', 'lines');
    const before = directCostAt(context, projectId, request);
    const known = new Set(rowsOf(before, 'line_items').map(idOf));
    const after = changed(projectId, before, fields);
    for (const line of rowsOf(fields, 'line_items')) {
      changes.directCostLine(projectId, after, line, known.has(idOf(line)) ? 'update' : 'create', A_PERSON);
    }
    sendJson(response, 200, after);
  });
  router.delete(`${PATH}/:id`, (request, response) => {
    const projectId = knownProject(context, request);
    changes.removeRecord(projectId, 'direct_costs', directCostAt(context, projectId, request), A_PERSON);
    response.status(204).end();
  });
  router.delete(`${PATH}/:id/line_items/:lineId`, (request, response) => {
    const projectId = knownProject(context, request);
    const before = directCostAt(context, projectId, request);
    const lineId = textOf(request.params['lineId']);
    const line = rowsOf(before, 'line_items').find((row) => idOf(row) === lineId);
    if (!isJsonObject(line)) {
      throw new ControlError(404, `There is no line ${lineId ?? ''} of direct cost ${idOf(before)}.`);
    }
    const rest = rowsOf(before, 'line_items').filter((row) => row !== line);
    changed(projectId, { ...before, line_items: rest }, { line_items: [] });
    changes.directCostLine(projectId, before, line, 'delete', A_PERSON);
    response.status(204).end();
  });
  return router;
}

function directCostAt({ store }: SandboxContext, projectId: string, request: Request): JsonObject {
  const id = String(request.params['id']);
  const row = store.projectSet(projectId, 'direct_costs').get(id);
  if (row === undefined || isDeleted(row)) {
    throw new ControlError(404, `There is no direct cost ${id} in project ${projectId}.`);
  }
  return row;
}
