import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { schemaProblems } from '../folder/read-json-file';
import { RECORD_SCHEMAS } from '../folder/record-schemas';
import { CHANGE_ORDER_COLLECTIONS, type ChangeOrderCollection } from '../records/collections';
import { A_PERSON } from '../records/record-changes';
import { idOf } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { controlObject } from './control-body';
import { ControlError } from './control-error';
import { knownProject } from './known-project';

/** Makes, changes and deletes change orders of any tier, past all of Procore's rules, as a person in its pages could. */
export function changeOrderControls(context: SandboxContext): Router {
  const router = Router();
  const { store, changes } = context;
  for (const collection of CHANGE_ORDER_COLLECTIONS) {
    const path = `/control/projects/:projectId/${collection}`;
    router.post(path, (request, response) => {
      const projectId = knownProject(context, request);
      const changeOrder = controlObject(request);
      const problems = schemaProblems('change order', RECORD_SCHEMAS[collection], changeOrder);
      if (problems.length > 0) {
        throw new ControlError(400, problems.map(({ place, expected }) => `${place}: ${expected}`).join('\n'));
      }
      if (store.projectSet(projectId, collection).get(idOf(changeOrder)) !== undefined) {
        throw new ControlError(409, `Change order ${idOf(changeOrder)} is there already; change it with PATCH.`);
      }
      changes.addRecord(projectId, collection, changeOrder, A_PERSON);
      sendJson(response, 201, changeOrder);
    });
    router.patch(`${path}/:id`, (request, response) => {
      const projectId = knownProject(context, request);
      const { id: _id, ...fields } = controlObject(request);
      const lines = fields['line_items'];
      if (isJsonArray(lines) && !lines.every((line) => isJsonObject(line) && textOf(line['id']) !== undefined)) {
        throw new ControlError(400, 'Each entry of line_items must be an object with an id: lines merge by id.');
      }
      const changeOrder = changeOrderAt(context, projectId, collection, request);
      sendJson(response, 200, changes.updateRecord(projectId, collection, changeOrder, fields, A_PERSON));
    });
    router.delete(`${path}/:id`, (request, response) => {
      const projectId = knownProject(context, request);
      const changeOrder = changeOrderAt(context, projectId, collection, request);
      changes.removeRecord(projectId, collection, changeOrder, A_PERSON);
      response.status(204).end();
    });
  }
  return router;
}

function changeOrderAt(
  context: SandboxContext,
  projectId: string,
  collection: ChangeOrderCollection,
  request: Request,
): JsonObject {
  const id = String(request.params['id']);
  const changeOrder = context.store.projectSet(projectId, collection).get(id);
  if (changeOrder === undefined) {
    throw new ControlError(404, `There is no change order ${id} in ${collection} of project ${projectId}.`);
  }
  return changeOrder;
}
