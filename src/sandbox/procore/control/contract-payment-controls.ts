import { Router, type Request } from 'express';
import type { JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { schemaProblems } from '../folder/read-json-file';
import { RECORD_SCHEMAS } from '../folder/record-schemas';
import { A_PERSON } from '../records/record-changes';
import { idOf } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { controlObject } from './control-body';
import { ControlError, refuseProblems } from './control-error';
import { knownProject } from './known-project';

const PATH = '/control/projects/:projectId/contract_payments';

/** Makes, changes and deletes payments past all of Procore's rules, as a person in its pages could. */
export function contractPaymentControls(context: SandboxContext): Router {
  const { store, changes } = context;
  const router = Router();
  const at = (projectId: string, request: Request): JsonObject => {
    const id = String(request.params['id']);
    const row = store.projectSet(projectId, 'contract_payments').get(id);
    if (row === undefined) throw new ControlError(404, `There is no contract payment ${id} in project ${projectId}.`);
    return row;
  };
  const put = (projectId: string, row: JsonObject, eventType: 'create' | 'update'): JsonObject => {
    refuseProblems(schemaProblems('contract payment', RECORD_SCHEMAS.contract_payments, row));
    const dated = { created_at: changes.timestamp(), ...row, updated_at: changes.timestamp() };
    changes.putContractPayment(projectId, dated, eventType, A_PERSON);
    return dated;
  };

  router.post(PATH, (request, response) => {
    const projectId = knownProject(context, request);
    const row = controlObject(request);
    if (row['id'] !== undefined && store.projectSet(projectId, 'contract_payments').get(idOf(row)) !== undefined) {
      throw new ControlError(409, `Contract payment ${idOf(row)} is there already; change it with PATCH.`);
    }
    sendJson(response, 201, put(projectId, row, 'create'));
  });
  router.patch(`${PATH}/:id`, (request, response) => {
    const projectId = knownProject(context, request);
    const { id: _id, ...fields } = controlObject(request);
    sendJson(response, 200, put(projectId, { ...at(projectId, request), ...fields }, 'update'));
  });
  router.delete(`${PATH}/:id`, (request, response) => {
    const projectId = knownProject(context, request);
    changes.removeContractPayment(projectId, at(projectId, request), A_PERSON);
    response.status(204).end();
  });
  return router;
}
