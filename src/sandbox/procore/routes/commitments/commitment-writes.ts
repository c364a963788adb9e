import { Router } from 'express';
import { isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { listedLine } from '../../answers/line-view';
import { apiActor } from '../../gate/api-actor';
import { ApiError } from '../../gate/api-error';
import { unlessDeleted, isDeleted } from '../../list/deleted-rows';
import { omit } from '../../list/members';
import { COMMITMENT_COLLECTIONS, type CommitmentCollection } from '../../records/collections';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { namedSync } from '../named-sync';
import { found, jsonBody, objectMember, pathParameter, projectInQuery, projectScope } from '../scope';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';
import { listedCommitment, rowsOf, shownCommitment } from './commitment-view';
import { holderType, isLocked, refuseLocked, totalOf, writtenLine } from './written-lines';

const WRITABLE = [
  ...['number', 'title', 'description', 'status', 'executed', 'accounting_method', 'vendor_id', 'origin_id'],
  ...['origin_code', 'origin_data', 'retainage_percent', 'private', 'contract_date', 'execution_date'],
  ...['issued_on_date', 'letter_of_intent_date', 'returned_date', 'signed_contract_received_date'],
  ...['approval_letter_date', 'currency_iso_code', 'currency_exchange_rate', 'invoice_contact_user_ids'],
];
const ONLY_OF: Readonly<Record<CommitmentCollection, readonly string[]>> = {
  work_order_contracts: [
    ...['contract_start_date', 'contract_estimated_completion_date', 'actual_completion_date', 'inclusions'],
    'exclusions',
  ],
  purchase_order_contracts: [
    'assignee_id',
    'bill_to_address',
    'ship_to_address',
    'ship_via',
    'payment_terms',
    'delivery_date',
  ],
};
const STATUSES: Readonly<Record<CommitmentCollection, readonly string[]>> = {
  work_order_contracts: [
    ...['Draft', 'Out For Bid', 'Out For Signature', 'Approved', 'Complete', 'Terminated', 'Void'],
  ],
  purchase_order_contracts: [
    ...['Draft', 'Processing', 'Submitted', 'Partially Received', 'Received', 'Approved', 'Closed'],
  ],
};

/** What is written of commitments by v1.0, which takes a contract and its lines apart (reference 11.1, 11.4). */
export function commitmentWriteRoutes(context: SandboxContext): Router {
  const router = Router();
  for (const collection of COMMITMENT_COLLECTIONS) {
    const path = `/rest/v1.0/${collection}`;
    const wrapper = collection.slice(0, -1);
    const at = (projectId: string, id: string): JsonObject => {
      const contract = unlessDeleted(context.store.projectSet(projectId, collection).get(id));
      return found(contract, `${holderType(collection)} with 'id'=${id}`);
    };

    router.patch(`${path}/sync`, (request, response) => {
      const body = jsonBody(request);
      const projectId = projectScope(context, body['project_id']);
      const answer = namedSync(
        body['updates'],
        {
          known: () =>
            context.store
              .projectSet(projectId, collection)
              .list()
              .filter((row) => !isDeleted(row)),
          create: (fields) => write(context, { projectId, collection }, undefined, omit(fields, ['id'])),
          update: (row, fields) => write(context, { projectId, collection }, row, omit(fields, ['id'])),
        },
        context.answers,
        (row) => listedCommitment(context, projectId, row, 'extended'),
      );
      sendJson(response, 200, answer);
    });

    router.post(path, (request, response) => {
      const body = jsonBody(request);
      const projectId = projectScope(context, body['project_id']);
      const made = write(context, { projectId, collection }, undefined, objectMember(body, wrapper));
      sendJson(response, 201, shownCommitment(context, projectId, collection, made));
    });

    router.patch(`${path}/:id`, (request, response) => {
      const body = jsonBody(request);
      const projectId = projectScope(context, body['project_id']);
      const contract = at(projectId, pathParameter(request, 'id'));
      const written = write(context, { projectId, collection }, contract, objectMember(body, wrapper));
      sendJson(response, 200, shownCommitment(context, projectId, collection, written));
    });

    router.delete(`${path}/:id`, (request, response) => {
      const projectId = projectInQuery(context, request);
      const contract = at(projectId, pathParameter(request, 'id'));
      if (isLocked(context, contract)) {
        throw ApiError.unprocessable('base', 'An approved commitment cannot be deleted');
      }
      context.changes.removeRecord(projectId, collection, contract, apiActor(context));
      response.status(200).end();
    });

    router.patch(`${path}/:id/line_items/sync`, (request, response) => {
      const projectId = projectInQuery(context, request);
      const id = pathParameter(request, 'id');
      at(projectId, id);
      const put = (before: JsonObject | undefined, fields: JsonObject): JsonObject => {
        const contract = at(projectId, id);
        const line = writtenLine(context, { projectId, collection, contract }, before, fields);
        const others = rowsOf(contract, 'line_items').filter((other) => idOf(other) !== idOf(line));
        const changes = { line_items: [line], grand_total: totalOf([...others, line]) };
        context.changes.updateRecord(projectId, collection, contract, changes, apiActor(context));
        return line;
      };
      const answer = namedSync(
        jsonBody(request)['updates'],
        {
          known: () => rowsOf(at(projectId, id), 'line_items'),
          create: (fields) => put(undefined, fields),
          update: (row, fields) => put(row, fields),
        },
        context.answers,
        (line) => listedLine(context.answers, line),
      );
      sendJson(response, 200, answer);
    });

    router.delete(`${path}/:id/line_items/:lineId`, (request, response) => {
      const projectId = projectInQuery(context, request);
      const contract = at(projectId, pathParameter(request, 'id'));
      refuseLocked(context, contract);
      const lineId = pathParameter(request, 'lineId');
      const lines = rowsOf(contract, 'line_items');
      found(
        lines.find((line) => idOf(line) === lineId),
        `LineItem with 'id'=${lineId}`,
      );
      const rest = lines.filter((line) => idOf(line) !== lineId);
      const left = { ...contract, line_items: rest };
      context.changes.updateRecord(projectId, collection, left, { grand_total: totalOf(rest) }, apiActor(context));
      response.status(200).end();
    });
  }
  return router;
}

/** `before` undefined: it is new. */
function write(
  context: SandboxContext,
  { projectId, collection }: { readonly projectId: string; readonly collection: CommitmentCollection },
  before: JsonObject | undefined,
  fields: JsonObject,
): JsonObject {
  refuseUnknownFields(fields, [...WRITABLE, ...ONLY_OF[collection]]);
  const { store, changes } = context;
  const status = textOf(fields['status']);
  if (status !== undefined && !STATUSES[collection].includes(status)) {
    throw ApiError.unprocessable('status', 'is not included in the list');
  }
  const others = store
    .projectIds()
    .flatMap((id) => store.projectSet(id, collection).list())
    .filter((row) => !isDeleted(row) && (before === undefined || idOf(row) !== idOf(before)));
  refuseTakenOriginId(fields['origin_id'], others);
  if (before !== undefined && isOtherVendor(before, fields['vendor_id']) && isLocked(context, before)) {
    throw ApiError.unprocessable('vendor_id', 'cannot be changed once the contract is approved');
  }
  const written: JsonObject = {
    ...omit(fields, ['vendor_id', 'currency_iso_code', 'assignee_id']),
    ...vendorOf(context, fields),
    ...currencyOf(fields),
  };
  if (before !== undefined) return changes.updateRecord(projectId, collection, before, written, apiActor(context));
  const project = store.companySet('projects').get(projectId);
  const made: JsonObject = {
    ...{ id: numberOf(store.newId()), number: null, title: null, description: null, status: 'Draft', executed: false },
    ...{ accounting_method: 'amount', vendor: null, origin_id: null, origin_code: null, origin_data: null },
    ...{ grand_total: '0.0', approved_change_orders: '0.0', retainage_percent: null, deleted_at: null },
    project: project === undefined ? null : { id: project['id'] ?? null, name: project['name'] ?? null },
    ...written,
    ...{ line_items: [], created_at: changes.timestamp(), updated_at: changes.timestamp() },
  };
  changes.addRecord(projectId, collection, made, apiActor(context));
  return made;
}

function isOtherVendor({ vendor }: JsonObject, wanted: JsonValue | undefined): boolean {
  return wanted !== undefined && textOf(wanted) !== (isJsonObject(vendor) ? textOf(vendor['id']) : undefined);
}

function vendorOf({ store }: SandboxContext, fields: JsonObject): JsonObject {
  const id = textOf(fields['vendor_id']);
  if (id === undefined) return {};
  const vendor = store.companySet('vendors').get(id);
  if (vendor === undefined) {
    throw ApiError.unprocessable('vendor_id', 'must be a vendor of the company');
  }
  return {
    vendor: {
      ...{ id: vendor['id'] ?? null, company: vendor['name'] ?? null },
      ...{ origin_id: vendor['origin_id'] ?? null, origin_data: vendor['origin_data'] ?? null },
    },
  };
}

function currencyOf(fields: JsonObject): JsonObject {
  const code = textOf(fields['currency_iso_code']);
  if (code === undefined) return {};
  return { currency_configuration: { currency_iso_code: code } };
}
