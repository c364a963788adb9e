import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { schemaProblems } from '../folder/read-json-file';
import { RECORD_SCHEMAS } from '../folder/record-schemas';
import { COMMITMENT_COLLECTIONS, type CommitmentCollection } from '../records/collections';
import { A_PERSON } from '../records/record-changes';
import { idOf } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { controlObject } from './control-body';
import { ControlError } from './control-error';
import { knownProject } from './known-project';

/** Makes, changes and deletes commitments, past all of Procore's rules, as a person in its pages could. */
export function commitmentControls(context: SandboxContext): Router {
  const router = Router();
  const { store, changes } = context;
  for (const collection of COMMITMENT_COLLECTIONS) {
    const path = `/control/projects/:projectId/${collection}`;
    router.post(path, (request, response) => {
      const projectId = knownProject(context, request);
      const contract = controlObject(request);
      const problems = schemaProblems('contract', RECORD_SCHEMAS[collection], contract);
      if (problems.length > 0) {
        throw new ControlError(400, problems.map(({ place, expected }) => `${place}: ${expected}`).join('\n'));
      }
      if (store.projectSet(projectId, collection).get(idOf(contract)) !== undefined) {
        throw new ControlError(409, `Contract ${idOf(contract)} is there already; change it with PATCH.`);
      }
      changes.addRecord(projectId, collection, contract, A_PERSON);
      sendJson(response, 201, contract);
    });
    router.patch(`${path}/:id`, (request, response) => {
      const projectId = knownProject(context, request);
      const { id: _id, ...fields } = controlObject(request);
      const lines = fields['line_items'];
      if (isJsonArray(lines) && !lines.every((line) => isJsonObject(line) && textOf(line['id']) !== undefined)) {
        throw new ControlError(400, 'Each entry of line_items must be an object with an id: lines merge by id.');
      }
      const contract = contractAt(context, projectId, collection, request);
      sendJson(response, 200, changes.updateRecord(projectId, collection, contract, fields, A_PERSON));
    });
    router.delete(`${path}/:id`, (request, response) => {
      const projectId = knownProject(context, request);
      const contract = contractAt(context, projectId, collection, request);
      changes.removeRecord(projectId, collection, contract, A_PERSON);
      response.status(204).end();
    });
  }
  return router;
}

function contractAt(
  context: SandboxContext,
  projectId: string,
  collection: CommitmentCollection,
  request: Request,
): JsonObject {
  const id = String(request.params['id']);
  const contract = context.store.projectSet(projectId, collection).get(id);
  if (contract === undefined) {
    throw new ControlError(404, `There is no contract ${id} in project ${projectId}.`);
  }
  return contract;
}
