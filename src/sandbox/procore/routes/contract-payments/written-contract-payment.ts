import { decimalOf, sumOf } from '../../../decimal';
import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { apiActor } from '../../gate/api-actor';
import { ApiError } from '../../gate/api-error';
import { omit } from '../../list/members';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';

const WRITABLE_WHEN_LOCKED = ['prostore_file_ids', 'origin_id', 'origin_data'];
const WRITABLE = [
  ...['amount', 'date', 'payment_method', 'check_number', 'payment_number', 'invoice_number', 'invoice_date'],
  ...['draw_request_number', 'requisition_id', 'notes', ...WRITABLE_WHEN_LOCKED],
];
const METHODS = ['check', 'credit_card', 'electronic'];
const DATES = ['date', 'invoice_date'] as const;
const COUNTS = ['payment_number', 'draw_request_number'] as const;

interface Contract {
  readonly project: string;
  readonly contract: string;
}

/** An origin id locks all of it but the files and the origin itself. */
export function isLocked(payment: JsonObject): boolean {
  return (textOf(payment['origin_id']) ?? '') !== '';
}

/** `before` undefined: it is new. */
export function writeContractPayment(
  context: SandboxContext,
  of: Contract,
  before: JsonObject | undefined,
  fields: JsonObject,
): JsonObject {
  const { answers, changes, store } = context;
  refuseUnknownFields(fields, answers.paymentsNameRequisitions ? WRITABLE : omitName(WRITABLE, 'requisition_id'));
  if (before !== undefined && isLocked(before) && Object.keys(fields).some((n) => !WRITABLE_WHEN_LOCKED.includes(n))) {
    throw ApiError.unprocessable('base', 'Contract payment is not editable because it has been synced with ERP');
  }
  refuseMalformed(context, fields);
  const others = store
    .projectIds()
    .flatMap((projectId) => store.projectSet(projectId, 'contract_payments').list())
    .filter((row) => before === undefined || idOf(row) !== idOf(before));
  refuseTakenOriginId(fields['origin_id'], others);
  const files = fields['prostore_file_ids'];
  const attachments: JsonObject = isJsonArray(files)
    ? { attachments: files.map((id) => ({ id, url: '', filename: '' })) }
    : {};
  const now = changes.timestamp();
  const row: JsonObject = {
    ...(before ?? { id: numberOf(store.newId()), created_at: now, project_id: numberOf(of.project) }),
    ...omit(fields, ['prostore_file_ids']),
    ...attachments,
    contract_id: numberOf(of.contract),
    updated_at: now,
  };
  const requisition = requisitionOf(context, of, row);
  if (requisition !== undefined) refuseAboveDue(context, requisition, [...others, row]);
  changes.putContractPayment(of.project, row, before === undefined ? 'create' : 'update', apiActor(context));
  const date = textOf(row['date']);
  if (requisition !== undefined && date !== undefined && answers.paymentDateFollows) {
    changes.updateRequisition(of.project, requisition, { payment_date: date }, apiActor(context));
  }
  return row;
}

function refuseMalformed({ answers }: SandboxContext, fields: JsonObject): void {
  const amount = fields['amount'];
  const isAmount = typeof amount === 'string' && /^-?\d+(\.\d+)?$/.test(amount);
  if (isGiven(amount) && !isAmount) throw ApiError.badRequest('amount', 'must be a decimal in a string');
  if (isAmount && decimalOf(amount).isNegative() && answers.negativePayments === 'refused') {
    throw ApiError.unprocessable('amount', 'must be greater than or equal to 0');
  }
  for (const name of DATES) {
    if (isGiven(fields[name]) && !/^\d{4}-\d{2}-\d{2}$/.test(textOf(fields[name]) ?? '')) {
      throw ApiError.unprocessable(name, 'is not a valid date');
    }
  }
  for (const name of COUNTS) {
    if (isGiven(fields[name]) && (typeof fields[name] === 'string' || !/^\d{1,9}$/.test(textOf(fields[name]) ?? ''))) {
      throw ApiError.badRequest(name, 'must be a whole number');
    }
  }
  const method = fields['payment_method'];
  if (isGiven(method) && !METHODS.includes(textOf(method) ?? '')) {
    throw ApiError.unprocessable('payment_method', 'is not included in the list');
  }
}

function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Whether one that is locked takes payments, no page says. */
function requisitionOf(context: SandboxContext, of: Contract, row: JsonObject): JsonObject | undefined {
  const id = textOf(row['requisition_id']);
  if (id === undefined) return undefined;
  const requisition = context.store.projectSet(of.project, 'requisitions').get(id);
  if (requisition === undefined || textOf(requisition['commitment_id']) !== of.contract) {
    throw ApiError.unprocessable('requisition_id', 'must be a requisition of the contract');
  }
  if (isLocked(requisition) && !context.answers.lockedTakesPayments) {
    throw ApiError.unprocessable('requisition_id', 'is not editable because it has been synced with ERP');
  }
  return requisition;
}

function refuseAboveDue({ answers }: SandboxContext, requisition: JsonObject, payments: readonly JsonObject[]): void {
  const summary = requisition['summary'];
  const due = decimalOf(isJsonObject(summary) ? textOf(summary['current_payment_due']) : undefined);
  const own = payments.filter((row) => textOf(row['requisition_id']) === idOf(requisition));
  const paid = sumOf(own.map((row) => decimalOf(textOf(row['amount']))));
  if (answers.paymentsAboveDue === 'refused' && paid.greaterThan(due)) {
    throw ApiError.unprocessable('amount', 'is more than what is due on the invoice');
  }
}

function omitName(names: readonly string[], name: string): readonly string[] {
  return names.filter((each) => each !== name);
}
