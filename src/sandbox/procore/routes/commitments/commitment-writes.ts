import { Router } from 'express';
import { isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { apiActor } from '../../gate/api-actor';
import { ApiError } from '../../gate/api-error';
import { unlessDeleted } from '../../list/deleted-rows';
import { omit } from '../../list/members';
import { COMMITMENT_COLLECTIONS, type CommitmentCollection } from '../../records/collections';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { found, jsonBody, objectMember, pathParameter, projectScope } from '../scope';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';
import { shownCommitment } from './commitment-view';

/** Of both kinds (reference 11.1): all but totals, ids, times and what the settings say. Lines are no members of a contract here. */
const WRITABLE = [
  ...['number', 'title', 'description', 'status', 'executed', 'accounting_method', 'vendor_id', 'origin_id'],
  ...[
    'origin_code',
    'origin_data',
    'retainage_percent',
    'private',
    'contract_date',
    'execution_date',
    'issued_on_date',
  ],
  ...['letter_of_intent_date', 'returned_date', 'signed_contract_received_date', 'approval_letter_date'],
  ...['invoice_contact_user_ids', 'currency_iso_code', 'currency_exchange_rate'],
];
const FORMS: Readonly<
  Record<CommitmentCollection, { readonly wrapper: string; readonly writable: readonly string[] }>
> = {
  work_order_contracts: {
    wrapper: 'work_order_contract',
    writable: [
      ...WRITABLE,
      ...['contract_start_date', 'contract_estimated_completion_date', 'actual_completion_date'],
      ...['inclusions', 'exclusions'],
    ],
  },
  purchase_order_contracts: {
    wrapper: 'purchase_order_contract',
    writable: [
      ...WRITABLE,
      ...['assignee_id', 'bill_to_address', 'ship_to_address', 'ship_via', 'payment_terms', 'delivery_date'],
    ],
  },
};
/** The vendor of one in such a status cannot change (reference 7.3). */
const LOCKED = ['Approved', 'Complete'];

/** `PATCH` of a contract; an origin id locks nothing of it. */
export function commitmentWriteRoutes(context: SandboxContext): Router {
  const router = Router();
  for (const collection of COMMITMENT_COLLECTIONS) {
    const { wrapper, writable } = FORMS[collection];
    router.patch(`/rest/v1.0/${collection}/:id`, (request, response) => {
      const id = pathParameter(request, 'id');
      const body = jsonBody(request);
      const projectId = projectScope(context, body['project_id']);
      const contract = found(
        unlessDeleted(context.store.projectSet(projectId, collection).get(id)),
        `contract with 'id'=${id}`,
      );
      const fields = objectMember(body, wrapper);
      refuseUnknownFields(fields, writable);
      refuseLockedVendor(contract, fields);
      const all = context.store.projectIds().flatMap((one) => context.store.projectSet(one, collection).list());
      refuseTakenOriginId(
        fields['origin_id'],
        all.filter((other) => idOf(other) !== id),
      );
      const after = context.changes.updateRecord(
        projectId,
        collection,
        contract,
        shownFields(context, fields),
        apiActor(context),
      );
      sendJson(response, 200, shownCommitment(context, projectId, collection, after));
    });
  }
  return router;
}

function refuseLockedVendor(contract: JsonObject, fields: JsonObject): void {
  const vendor = contract['vendor'];
  const now = isJsonObject(vendor) ? textOf(vendor['id']) : undefined;
  const wanted = fields['vendor_id'];
  if (wanted !== undefined && textOf(wanted) !== now && LOCKED.includes(textOf(contract['status']) ?? '')) {
    throw ApiError.unprocessable('vendor_id', 'cannot be changed once the contract is approved');
  }
}

/** The vendor is written by its id and shown as an object. */
function shownFields({ store }: SandboxContext, fields: JsonObject): JsonObject {
  const vendorId = fields['vendor_id'];
  if (vendorId === undefined) return fields;
  const vendor = store.companySet('vendors').get(textOf(vendorId) ?? '');
  const shown = { id: vendorId, company: vendor?.['name'] ?? null };
  return { ...omit(fields, ['vendor_id']), vendor: vendorId === null ? null : shown };
}
