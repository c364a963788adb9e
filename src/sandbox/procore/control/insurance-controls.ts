import { Router, type Request } from 'express';
import { numberOf, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { schemaProblems } from '../folder/read-json-file';
import { insuranceSchema } from '../folder/vendor-schemas';
import { A_PERSON } from '../records/record-changes';
import type { SandboxContext } from '../sandbox-context';
import { controlObject } from './control-body';
import { ControlError, refuseProblems } from './control-error';

/** Insurances of vendors, as a person keeps them in the directory. */
export function insuranceControls({ store, changes }: SandboxContext): Router {
  const router = Router();
  const at = (request: Request): JsonObject => {
    const id = String(request.params['id']);
    const row = store.companySet('insurances').get(id);
    if (row === undefined) throw new ControlError(404, `There is no insurance ${id}.`);
    return row;
  };
  const checked = (row: JsonObject): JsonObject => {
    refuseProblems(schemaProblems('insurance', insuranceSchema, row));
    return row;
  };

  router.post('/control/insurances', (request, response) => {
    const row = checked({ id: numberOf(store.newId()), ...controlObject(request) });
    changes.putInsurance(row, 'create', A_PERSON);
    sendJson(response, 201, row);
  });
  router.patch('/control/insurances/:id', (request, response) => {
    const before = at(request);
    const row = checked({ ...before, ...controlObject(request), id: before['id'] ?? null });
    changes.putInsurance(row, 'update', A_PERSON);
    sendJson(response, 200, row);
  });
  router.delete('/control/insurances/:id', (request, response) => {
    changes.removeInsurance(at(request), A_PERSON);
    response.status(204).end();
  });
  return router;
}
