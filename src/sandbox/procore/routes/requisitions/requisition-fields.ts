import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { ApiError } from '../../gate/api-error';
import { REQUISITION_STATUSES } from '../../folder/record-schemas';
import { omit } from '../../list/members';
import type { SandboxContext } from '../../sandbox-context';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';

const WRITABLE = [
  ...['period_id', 'requisition_start', 'requisition_end', 'billing_date', 'submitted_at', 'payment_date'],
  ...['invoice_number', 'status', 'final', 'origin_id', 'origin_data', 'upload_ids', 'prostore_file_ids', 'items'],
];
const WRITABLE_ON_ITEMS = [
  ...['id', 'item_type', 'line_item_id', 'detail_line_item_id', 'work_completed_this_period'],
  ...['work_completed_this_period_quantity', 'materials_presently_stored', 'new_materials', 'stored_materials'],
  ...['materials_presently_stored_quantity', 'materials_presently_stored_from_previous_progress'],
  ...['new_materials_quantity', 'stored_materials_quantity'],
  ...['work_completed_retainage_retained_this_period', 'work_completed_retainage_percent_this_period'],
  ...['work_completed_retainage_released_this_period', 'materials_stored_retainage_currently_retained'],
  ...['materials_stored_retainage_percent_this_period', 'subcontractor_claimed_amount', 'status', 'comment'],
];

/** An origin id locks the whole record; whether it may be taken away again, no page says. */
export function refuseLocked({ answers }: SandboxContext, requisition: JsonObject, fields?: JsonObject): void {
  const unlinks =
    fields !== undefined &&
    Object.entries(fields).every(([name, value]) => name === 'origin_data' || (name === 'origin_id' && value === null));
  if ((textOf(requisition['origin_id']) ?? '') !== '' && !(unlinks && answers.lockedMayBeUnlinked)) {
    throw ApiError.unprocessable('base', 'Invoice is not editable because it has been synced with ERP');
  }
}

export function checkRequisitionFields(context: SandboxContext, requisition: JsonObject, fields: JsonObject): void {
  const unknown = Object.keys(fields).find((name) => !WRITABLE.includes(name) && !/^custom_field_\d+$/.test(name));
  if (unknown !== undefined) {
    throw ApiError.unknownField(unknown);
  }
  const status = fields['status'];
  if (status !== undefined && !REQUISITION_STATUSES.some((known) => known === status)) {
    throw ApiError.badRequest('status', `must be one of ${REQUISITION_STATUSES.join(', ')}`);
  }
  refuseTakenOriginId(fields['origin_id'], othersThan(context, requisition));
  checkItems(requisition, fields);
}

function checkItems(requisition: JsonObject, fields: JsonObject): void {
  const changes = fields['items'];
  const items = requisition['items'];
  const known = new Set((isJsonArray(items) ? items.filter(isJsonObject) : []).map((item) => textOf(item['id'])));
  for (const change of isJsonArray(changes) ? changes : []) {
    if (!isJsonObject(change) || !known.has(textOf(change['id'])) || textOf(change['item_type']) === undefined) {
      throw ApiError.badRequest('items', 'need the id of an item of this requisition and its item_type');
    }
    refuseUnknownFields(change, WRITABLE_ON_ITEMS);
  }
}

function othersThan({ store }: SandboxContext, requisition: JsonObject): readonly JsonObject[] {
  return store
    .projectIds()
    .flatMap((projectId) => store.projectSet(projectId, 'requisitions').list())
    .filter((other) => textOf(other['id']) !== textOf(requisition['id']));
}

/** Custom fields are written beside the others and shown in `custom_fields`; files that are named are not kept here. */
export function shownRequisitionFields(requisition: JsonObject, fields: JsonObject): JsonObject {
  const known = requisition['custom_fields'];
  const custom = Object.entries(fields).filter(([name]) => name.startsWith('custom_field_'));
  const values = custom.map(([name, value]): [string, JsonObject] => {
    const before = isJsonObject(known) ? known[name] : undefined;
    return [name, { data_type: 'string', ...(isJsonObject(before) ? before : {}), value }];
  });
  const rest = omit(fields, [...custom.map(([name]) => name), 'upload_ids', 'prostore_file_ids']);
  return values.length === 0 ? rest : { ...rest, custom_fields: Object.fromEntries(values) };
}
