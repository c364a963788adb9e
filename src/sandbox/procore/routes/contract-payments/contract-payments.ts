import { Router, type Request } from 'express';
import { isJsonArray, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { apiActor } from '../../gate/api-actor';
import { ApiError } from '../../gate/api-error';
import { omit, published } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import type { SandboxContext } from '../../sandbox-context';
import { found, jsonBody, objectMember, pathParameter, projectScope } from '../scope';
import { isLocked, writeContractPayment } from './written-contract-payment';

const PATH = '/rest/v1.0/contract_payments';
const MEMBERS = [
  ...['id', 'amount', 'date', 'check_number', 'contract_id', 'requisition_id', 'invoice_number', 'payment_number'],
  ...['draw_request_number', 'notes', 'status', 'external_payment_id', 'date_payment_initiated'],
  ...['date_payment_settled', 'origin_id', 'origin_code', 'origin_data', 'project_id', 'attachments'],
  ...['created_at', 'updated_at'],
];
const WRITE_ONLY = ['payment_method', 'invoice_date'];

/** Payments issued on a commitment, which every call names with its project (reference 14). */
export function contractPaymentRoutes(context: SandboxContext): Router {
  const router = Router();
  const contractOf = (projectId: JsonValue | undefined, contractId: JsonValue | undefined) => {
    const project = projectScope(context, projectId);
    const contract = textOf(contractId) ?? '';
    if (contract === '') throw ApiError.badRequest('contract_id', 'is required');
    found(context.store.commitment(project, contract), `Contract with 'id'=${contract}`);
    return { project, contract };
  };
  const inQuery = (request: Request) => {
    const query = queryOf(request);
    return contractOf(query.get('project_id') ?? undefined, query.get('contract_id') ?? undefined);
  };
  const all = ({ project, contract }: { project: string; contract: string }) =>
    context.store
      .projectSet(project, 'contract_payments')
      .list()
      .filter((row) => textOf(row['contract_id']) === contract);
  const at = (request: Request, of: { project: string; contract: string }) => {
    const id = pathParameter(request, 'id');
    return found(
      all(of).find((row) => textOf(row['id']) === id),
      `ContractPayment with 'id'=${id}`,
    );
  };

  router.get(PATH, (request, response) => {
    sendPage(request, response, all(inQuery(request)), (row) => shown(context, row));
  });
  router.get(`${PATH}/:id`, (request, response) => {
    sendJson(response, 200, shown(context, at(request, inQuery(request))));
  });
  router.post(PATH, (request, response) => {
    const body = jsonBody(request);
    const of = contractOf(body['project_id'], body['contract_id']);
    const made = writeContractPayment(context, of, undefined, objectMember(body, 'contract_payment'));
    sendJson(response, 201, shown(context, made));
  });
  router.patch(`${PATH}/:id`, (request, response) => {
    const body = jsonBody(request);
    const of = contractOf(body['project_id'], body['contract_id']);
    const written = writeContractPayment(context, of, at(request, of), objectMember(body, 'contract_payment'));
    sendJson(response, 200, shown(context, written));
  });
  router.delete(`${PATH}/:id`, (request, response) => {
    const of = inQuery(request);
    const payment = at(request, of);
    if (isLocked(payment) && !context.answers.lockedPaymentsDeleted) {
      throw ApiError.unprocessable('base', 'Contract payment cannot be deleted because it has been synced with ERP');
    }
    context.changes.removeContractPayment(of.project, payment, apiActor(context));
    sendJson(response, 200, shown(context, payment));
  });
  return router;
}

/** How it was paid and the date of the invoice are taken and never shown. */
function shown({ answers }: SandboxContext, row: JsonObject): JsonObject {
  const { attachments } = row;
  const known: JsonObject = {
    ...Object.fromEntries(MEMBERS.map((name) => [name, null])),
    ...omit(row, WRITE_ONLY),
    status: answers.paymentStatus,
    attachments: isJsonArray(attachments) ? attachments : [],
  };
  const members = published(answers, known, MEMBERS);
  return answers.paymentsNameRequisitions ? members : omit(members, ['requisition_id']);
}
