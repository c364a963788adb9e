import { numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { apiActor } from '../../gate/api-actor';
import { ApiError } from '../../gate/api-error';
import { isDeleted } from '../../list/deleted-rows';
import { omit } from '../../list/members';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';

const CHANGEABLE = [
  ...['vendor_id', 'direct_cost_date', 'received_date', 'payment_date', 'employee_id', 'status', 'terms'],
  ...['description', 'origin_id', 'origin_data'],
];
const SYNCED = [
  ...[...CHANGEABLE, 'direct_cost_type', 'invoice_number', 'currency_iso_code', 'currency_exchange_rate'],
];

/** What each call takes: no change of v1.1 takes the number or the type. */
export const WRITABLE = {
  made: [...CHANGEABLE, 'direct_cost_type', 'invoice_number'],
  changed: CHANGEABLE,
  changedByV10: [...CHANGEABLE, 'invoice_number'],
  synced: SYNCED,
} as const;

const TYPES = ['invoice', 'expense', 'payroll', 'subcontractor_invoice'];
const STATUSES = ['draft', 'pending', 'revise_and_resubmit', 'approved'];

/** A refusal with words: of direct costs v1.1 publishes no 422, and of locked records there is one (reference 6, 7.3). */
export function refusal({ answers }: SandboxContext, field: string, problem: string): ApiError {
  return answers.directCostRefusals === 'badRequest'
    ? ApiError.badRequest(field, problem)
    : ApiError.unprocessable(field, problem);
}

/** An origin id locks the whole record; whether it may be taken away again, no page says. */
export function refuseLocked(context: SandboxContext, directCost: JsonObject, fields?: JsonObject): void {
  const unlinks =
    fields !== undefined &&
    Object.entries(fields).every(([name, value]) => name === 'origin_data' || (name === 'origin_id' && value === null));
  if ((textOf(directCost['origin_id']) ?? '') !== '' && !(unlinks && context.answers.lockedMayBeUnlinked)) {
    throw refusal(context, 'base', 'Direct cost is not editable because it has been synced with ERP');
  }
}

/** `before` undefined: it is new, with these lines. */
export function writeDirectCost(
  context: SandboxContext,
  projectId: string,
  before: JsonObject | undefined,
  fields: JsonObject,
  writable: readonly string[],
  lines: readonly JsonObject[] = [],
): JsonObject {
  refuseUnknownFields(fields, writable);
  if (before !== undefined) refuseLocked(context, before, fields);
  refuseUnlisted(context, 'direct_cost_type', fields, TYPES);
  refuseUnlisted(context, 'status', fields, STATUSES);
  refuseTakenOriginId(fields['origin_id'], othersThan(context, before));
  const written: JsonObject = {
    ...omit(fields, ['vendor_id', 'employee_id', 'currency_iso_code', 'currency_exchange_rate']),
    ...vendorOf(context, fields),
    ...(fields['employee_id'] === undefined ? {} : { employee: { id: fields['employee_id'], name: null } }),
    ...currencyOf(fields),
  };
  const { changes, store } = context;
  if (before !== undefined) return changes.updateRecord(projectId, 'direct_costs', before, written, apiActor(context));
  refuseMissing(context, fields);
  const made: JsonObject = {
    ...{ id: numberOf(store.newId()), status: 'draft', invoice_number: null, vendor: null, employee: null },
    ...{ direct_cost_date: null, received_date: null, payment_date: null, terms: null, description: null },
    ...{ origin_id: null, origin_data: null, deleted_at: null },
    ...written,
    ...{ line_items: lines, created_at: changes.timestamp(), updated_at: changes.timestamp() },
  };
  changes.addRecord(projectId, 'direct_costs', made, apiActor(context));
  return made;
}

/** All three are published as required for every type; whether the server insists, no page says. */
function refuseMissing(context: SandboxContext, fields: JsonObject): void {
  const wanted = context.answers.directCostsNeedVendorAndNumber
    ? ['direct_cost_type', 'vendor_id', 'invoice_number']
    : ['direct_cost_type'];
  for (const name of wanted) {
    if ((textOf(fields[name]) ?? '') === '') throw ApiError.badRequest(name, 'is required');
  }
}

function refuseUnlisted(context: SandboxContext, name: string, fields: JsonObject, allowed: readonly string[]): void {
  if (fields[name] !== undefined && !allowed.includes(textOf(fields[name]) ?? '')) {
    throw refusal(context, name, 'is not included in the list');
  }
}

function othersThan({ store }: SandboxContext, before: JsonObject | undefined): readonly JsonObject[] {
  return store
    .projectIds()
    .flatMap((projectId) => store.projectSet(projectId, 'direct_costs').list())
    .filter((row) => !isDeleted(row) && (before === undefined || idOf(row) !== idOf(before)));
}

function vendorOf(context: SandboxContext, fields: JsonObject): JsonObject {
  const id = textOf(fields['vendor_id']);
  if (id === undefined) return {};
  const vendor = context.store.companySet('vendors').get(id);
  if (vendor === undefined) throw refusal(context, 'vendor_id', 'must be a vendor of the company');
  return { vendor: { id: vendor['id'] ?? null, name: vendor['name'] ?? null } };
}

/** The rate is shown as a text (reference 5.1). */
function currencyOf(fields: JsonObject): JsonObject {
  const shown = (value: JsonValue | undefined) => textOf(value) ?? null;
  const code = fields['currency_iso_code'];
  if (code === undefined) return {};
  return {
    currency_configuration: {
      ...{ currency_iso_code: shown(code), currency_exchange_rate: shown(fields['currency_exchange_rate']) },
      base_currency_iso_code: null,
    },
  };
}
