import { Router, type Request } from 'express';
import type { JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { schemaProblems } from '../folder/read-json-file';
import { RECORD_SCHEMAS } from '../folder/record-schemas';
import { CHANGE_ORDER_COLLECTIONS, COMMITMENT_COLLECTIONS, type CollectionWithLines } from '../records/collections';
import { A_PERSON } from '../records/record-changes';
import { idOf } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { controlObject, requireIds } from './control-body';
import { ControlError, refuseProblems } from './control-error';
import { knownProject } from './known-project';

interface Controlled {
  readonly collection: CollectionWithLines;
  /** One of its records, as messages call it. */
  readonly name: 'Contract' | 'Change order';
  /** As the message of a 404 says it of a project. */
  readonly where: string;
}

const CONTROLLED: readonly Controlled[] = [
  ...COMMITMENT_COLLECTIONS.map((collection) => ({ collection, name: 'Contract', where: 'in' }) as const),
  ...CHANGE_ORDER_COLLECTIONS.map(
    (collection) => ({ collection, name: 'Change order', where: `in ${collection} of` }) as const,
  ),
];

/**
 * Makes, changes and deletes commitments and change orders of any tier, past all of Procore's rules, as a person in its
 * pages could.
 */
export function commitmentControls(context: SandboxContext): Router {
  const router = Router();
  const { store, changes } = context;
  for (const controlled of CONTROLLED) {
    const { collection, name } = controlled;
    const path = `/control/projects/:projectId/${collection}`;
    router.post(path, (request, response) => {
      const projectId = knownProject(context, request);
      const row = controlObject(request);
      refuseProblems(schemaProblems(name.toLowerCase(), RECORD_SCHEMAS[collection], row));
      if (store.projectSet(projectId, collection).get(idOf(row)) !== undefined) {
        throw new ControlError(409, `${name} ${idOf(row)} is there already; change it with PATCH.`);
      }
      changes.addRecord(projectId, collection, row, A_PERSON);
      sendJson(response, 201, row);
    });
    router.patch(`${path}/:id`, (request, response) => {
      const projectId = knownProject(context, request);
      const { id: _id, ...fields } = controlObject(request);
      requireIds(fields, 'line_items', 'lines');
      const row = recordAt(context, projectId, controlled, request);
      sendJson(response, 200, changes.updateRecord(projectId, collection, row, fields, A_PERSON));
    });
    router.delete(`${path}/:id`, (request, response) => {
      const projectId = knownProject(context, request);
      changes.removeRecord(projectId, collection, recordAt(context, projectId, controlled, request), A_PERSON);
      response.status(204).end();
    });
  }
  return router;
}

function recordAt(
  { store }: SandboxContext,
  projectId: string,
  { collection, name, where }: Controlled,
  request: Request,
): JsonObject {
  const id = String(request.params['id']);
  const row = store.projectSet(projectId, collection).get(id);
  if (row === undefined) {
    throw new ControlError(404, `There is no ${name.toLowerCase()} ${id} ${where} project ${projectId}.`);
  }
  return row;
}
