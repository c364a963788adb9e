import { Router } from 'express';
import { textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { published } from '../../list/members';
import { sendPage } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { companyScope, found, pathParameter } from '../scope';

const MEMBERS = [
  ...['id', 'vendor_id', 'insurance_type', 'insurance_provider', 'policy_number', 'limit', 'effective_date'],
  ...['expiration_date', 'status', 'exempt', 'info_received', 'enable_expired_insurance_notifications'],
  ...['additional_insured', 'division_template', 'insurance_sets', 'notes', 'origin_id', 'origin_data'],
];

/** Insurances of vendors at the level of the company: only paging, no filter and no time of change (reference 9.4). */
export function insuranceRoutes(context: SandboxContext): Router {
  const router = Router();
  const company = '/rest/v1.0/companies/:companyId';
  const insurances = () => context.store.companySet('insurances');
  const ofVendor = (vendorId: string) =>
    insurances()
      .list()
      .filter((row) => textOf(row['vendor_id']) === vendorId);
  const vendorAt = (id: string) => found(context.store.companySet('vendors').get(id), `Vendor with 'id'=${id}`);
  const shown = (row: JsonObject) => insuranceView(context, row);

  router.get(`${company}/insurances`, (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    sendPage(request, response, insurances().list(), shown);
  });
  router.get(`${company}/vendors/:vendorId/insurances`, (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    const vendorId = pathParameter(request, 'vendorId');
    vendorAt(vendorId);
    sendPage(request, response, ofVendor(vendorId), shown);
  });
  router.get(`${company}/vendors/:vendorId/insurances/:id`, (request, response) => {
    companyScope(context, pathParameter(request, 'companyId'));
    const id = pathParameter(request, 'id');
    const own = ofVendor(pathParameter(request, 'vendorId')).find((row) => textOf(row['id']) === id);
    sendJson(response, 200, shown(found(own, `Insurance with 'id'=${id}`)));
  });
  return router;
}

function insuranceView(context: SandboxContext, row: JsonObject): JsonObject {
  const expires = textOf(row['expiration_date']) ?? '';
  const isOver = expires !== '' && expires < context.now().toISOString().slice(0, 10);
  const status: JsonObject = context.answers.insuranceStatusFollowsDate && isOver ? { status: 'expired' } : {};
  return published(context.answers, { ...row, ...status }, MEMBERS);
}
