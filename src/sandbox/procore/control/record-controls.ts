import { Router, type Request } from 'express';
import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import { checkRequisition } from '../folder/check-requisition';
import { ProjectIndex } from '../folder/project-index';
import { schemaProblems } from '../folder/read-json-file';
import { requisitionSchema } from '../folder/record-schemas';
import { vendorSchema } from '../folder/vendor-schemas';
import { A_PERSON } from '../records/record-changes';
import { idOf } from '../records/record-set';
import type { SandboxContext } from '../sandbox-context';
import { controlBody, controlObject, requireIds } from './control-body';
import { ControlError, refuseProblems } from './control-error';
import { knownProject } from './known-project';

/** Looks at and changes what stands in the sandbox, past all of Procore's rules, as a person in its pages could. */
export function recordControls(context: SandboxContext): Router {
  const router = Router();
  const { store, changes } = context;
  const requisitions = '/control/projects/:projectId/requisitions';

  router.get('/control/records', (_request, response) => {
    sendJson(response, 200, store.everything());
  });
  router.get('/control/expectations', (_request, response) => {
    sendJson(response, 200, store.expectations);
  });
  router.get('/control/records/:collection', (request, response) => {
    const name = request.params.collection;
    const records = store.everything()[name];
    if (records === undefined) {
      const known = Object.keys(store.everything()).join(', ');
      throw new ControlError(404, `There is no collection ${name}; there are ${known}.`);
    }
    sendJson(response, 200, records);
  });

  router.patch(`${requisitions}/:id`, (request, response) => {
    const projectId = knownProject(context, request);
    const requisition = requisitionAt(context, projectId, request);
    const fields = controlObject(request);
    requireIds(fields, 'items', 'items');
    const { lineEditsShow } = context.answers;
    const after = changes.updateRequisition(projectId, requisition, withoutId(fields), A_PERSON, lineEditsShow);
    sendJson(response, 200, after);
  });
  router.post(requisitions, (request, response) => {
    const projectId = knownProject(context, request);
    const requisition = controlObject(request);
    const shape = schemaProblems('requisition', requisitionSchema, requisition);
    const problems =
      shape.length > 0 ? shape : checkRequisition(new ProjectIndex(store, projectId), requisition, 'requisition');
    refuseProblems(problems);
    if (store.projectSet(projectId, 'requisitions').get(idOf(requisition)) !== undefined) {
      throw new ControlError(409, `Requisition ${idOf(requisition)} is there already; change it with PATCH.`);
    }
    changes.addRequisition(projectId, requisition, A_PERSON);
    sendJson(response, 201, requisition);
  });
  router.delete(`${requisitions}/:id`, (request, response) => {
    const projectId = knownProject(context, request);
    changes.removeRequisition(projectId, requisitionAt(context, projectId, request), A_PERSON);
    response.status(204).end();
  });
  router.put(`${requisitions}/:id/change_order_items`, (request, response) => {
    const projectId = knownProject(context, request);
    const rows = controlBody(request);
    if (!isJsonArray(rows) || !rows.every((row) => isJsonObject(row) && textOf(row['id']) !== undefined)) {
      throw new ControlError(400, 'The body must be an array of rows, each with the id of an item.');
    }
    const id = idOf(requisitionAt(context, projectId, request));
    store.setRequisitionRows(projectId, 'requisition_change_order_items', id, rows.filter(isJsonObject));
    response.status(204).end();
  });

  router.post('/control/vendors', (request, response) => {
    const vendor = controlObject(request);
    refuseProblems(schemaProblems('vendor', vendorSchema, vendor));
    changes.addVendor(vendor, A_PERSON);
    sendJson(response, 201, vendor);
  });
  router.patch('/control/vendors/:id', (request, response) => {
    const vendor = vendorAt(context, request);
    sendJson(response, 200, changes.updateVendor(vendor, withoutId(controlObject(request)), A_PERSON));
  });
  router.delete('/control/vendors/:id', (request, response) => {
    // As after a merge of two vendors: the losing id is gone, and what pointed to it still does.
    store.companySet('vendors').remove(idOf(vendorAt(context, request)));
    response.status(204).end();
  });

  router.post('/control/vendors/:id/merge', (request, response) => {
    const losing = vendorAt(context, request);
    const { into, contracts_follow: follow, event } = controlObject(request);
    const surviving = store.companySet('vendors').get(textOf(into) ?? '');
    const named = event === undefined ? 'none' : textOf(event);
    if (surviving === undefined || (named !== 'none' && named !== 'update' && named !== 'delete')) {
      throw new ControlError(400, '`into` must be the id of a vendor, `event` none, update or delete.');
    }
    changes.mergeVendors(losing, surviving, follow === true, named, A_PERSON);
    response.status(204).end();
  });

  router.put('/control/permitted-projects', (request, response) => {
    const body = controlBody(request);
    const ids = isJsonArray(body) ? body.map(textOf) : [undefined];
    if (body !== null && ids.some((id) => id === undefined || !store.projectIds().includes(id))) {
      throw new ControlError(400, 'The body must be an array of ids of known projects, or null for all of them.');
    }
    store.permittedProjects = body === null ? null : new Set(ids.flatMap((id) => id ?? []));
    response.status(204).end();
  });
  return router;
}

function requisitionAt(context: SandboxContext, projectId: string, request: Request): JsonObject {
  const id = String(request.params['id']);
  const requisition = context.store.projectSet(projectId, 'requisitions').get(id);
  if (requisition === undefined) {
    throw new ControlError(404, `There is no requisition ${id} in project ${projectId}.`);
  }
  return requisition;
}

function vendorAt(context: SandboxContext, request: Request): JsonObject {
  const id = String(request.params['id']);
  const vendor = context.store.companySet('vendors').get(id);
  if (vendor === undefined) {
    throw new ControlError(404, `There is no vendor ${id}.`);
  }
  return vendor;
}

function withoutId(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([member]) => member !== 'id'));
}
