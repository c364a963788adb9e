import { Router } from 'express';
import { isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { ApiError } from '../../gate/api-error';
import { apiActor } from '../../gate/api-actor';
import { omit } from '../../list/members';
import { queryOf } from '../../list/query-of';
import type { SandboxContext } from '../../sandbox-context';
import { companyScope, found, jsonBody, objectMember, pathParameter } from '../scope';
import { namedSync } from '../named-sync';
import { requireTexts } from '../written-fields';
import { vendorView, vendorViewOf } from './vendors';
import { checkVendorFields, emptyVendor, shownVendorFields } from './vendor-fields';

export function vendorWriteRoutes(context: SandboxContext): Router {
  const router = Router();
  const vendors = () => context.store.companySet('vendors');
  const vendorAt = (id: string) => found(vendors().get(id), `Vendor with 'id'=${id}`);

  router.post('/rest/v1.0/vendors', (request, response) => {
    const body = jsonBody(request);
    companyScope(context, body['company_id']);
    const created = createVendor(context, objectMember(body, 'vendor'));
    sendJson(response, 201, vendorView(context, created, vendorViewOf(request)));
  });

  router.patch('/rest/v1.0/vendors/sync', (request, response) => {
    const body = jsonBody(request);
    companyScope(context, body['company_id']);
    const target = {
      known: () => vendors().list(),
      create: (row: JsonObject) => syncVendor(context, row, (fields) => createVendor(context, fields)),
      update: (vendor: JsonObject, row: JsonObject) =>
        syncVendor(context, row, (fields) => updateVendor(context, vendor, fields)),
    };
    sendJson(
      response,
      200,
      namedSync(body['updates'], target, context.answers, (row) => row),
    );
  });

  router.patch('/rest/v1.0/vendors/:id', (request, response) => {
    const body = jsonBody(request);
    companyScope(context, body['company_id']);
    const vendor = vendorAt(pathParameter(request, 'id'));
    const fields = objectMember(body, 'vendor');
    requireTexts(fields, ['name']);
    sendJson(response, 200, vendorView(context, updateVendor(context, vendor, fields), vendorViewOf(request)));
  });

  router.patch('/rest/v1.0/companies/:companyId/vendors/inactive/:id', (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    const vendor = vendorAt(pathParameter(request, 'id'));
    sendJson(response, 200, updateVendor(context, vendor, { is_active: true }));
  });

  router.post('/rest/v1.0/vendors/:id/business_register', (request, response) => {
    companyScope(context, queryOf(request).get('company_id') ?? undefined);
    const vendor = vendorAt(pathParameter(request, 'id'));
    if (isJsonObject(vendor['business_register'])) {
      throw ApiError.conflict('A Business Register is already associated with the Vendor.');
    }
    sendJson(response, 201, writeRegister(context, vendor, jsonBody(request), numberOf(context.store.newId())));
  });

  router.patch('/rest/v1.0/vendors/:id/business_register', (request, response) => {
    companyScope(context, queryOf(request).get('company_id') ?? undefined);
    const vendor = vendorAt(pathParameter(request, 'id'));
    const register = vendor['business_register'];
    if (!isJsonObject(register)) {
      throw ApiError.notFound('Business Register');
    }
    sendJson(response, 200, writeRegister(context, vendor, jsonBody(request), register['id'] ?? null));
  });
  return router;
}

function createVendor(context: SandboxContext, fields: JsonObject): JsonObject {
  requireTexts(fields, ['name']);
  const created = context.changes.timestamp();
  const vendor = { ...emptyVendor(), ...shownVendorFields(context, fields), company: fields['name'] ?? null };
  checkVendorFields(context, vendor, fields);
  const kept = { id: numberOf(context.store.newId()), ...vendor, created_at: created, updated_at: created };
  context.changes.addVendor(kept, apiActor(context));
  return kept;
}

function updateVendor(context: SandboxContext, vendor: JsonObject, fields: JsonObject): JsonObject {
  checkVendorFields(context, { ...vendor, ...fields }, fields, textOf(vendor['id']));
  const renamed: JsonObject = fields['name'] === undefined ? {} : { company: fields['name'] };
  return context.changes.updateVendor(vendor, { ...shownVendorFields(context, fields), ...renamed }, apiActor(context));
}

/** A sync row may carry a tax id and the custom fields of the ERP besides; its id is no field to write. */
function syncVendor(context: SandboxContext, row: JsonObject, write: (fields: JsonObject) => JsonObject): JsonObject {
  const { business_register_attributes: attributes, origin_custom_fields: custom } = row;
  const register = isJsonObject(attributes) ? registerFields(attributes) : undefined;
  const written = write(omit(row, ['id', 'business_register_attributes', 'origin_custom_fields']));
  const known = written['business_register'];
  const registerId = (isJsonObject(known) ? known['id'] : undefined) ?? numberOf(context.store.newId());
  const besides: JsonObject = {
    ...(register === undefined ? {} : { business_register: { id: registerId, ...register } }),
    ...(custom === undefined ? {} : { origin_custom_fields: custom }),
  };
  return Object.keys(besides).length === 0
    ? written
    : context.changes.updateVendor(written, besides, apiActor(context));
}

function writeRegister(context: SandboxContext, vendor: JsonObject, body: JsonObject, id: JsonValue): JsonObject {
  const register = { id, ...registerFields(objectMember(body, 'business_register')) };
  context.changes.updateVendor(vendor, { business_register: register }, apiActor(context));
  return register;
}

function registerFields(fields: JsonObject): JsonObject {
  const type = (textOf(fields['type']) ?? '').toLowerCase();
  if (type !== 'ein' && type !== 'abn') {
    throw ApiError.badRequest('type', 'must be ein or abn');
  }
  const identifier = (textOf(fields['identifier']) ?? '').replace(/[\s-]/g, '');
  if (!/^\d{9,11}$/.test(identifier)) {
    throw ApiError.unprocessable('identifier', 'is invalid');
  }
  return { type: type.toUpperCase(), identifier, verified_at: null, verification_status: null };
}
