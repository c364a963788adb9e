import { isJsonArray, isJsonObject, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import {
  V11_ITEM_MEMBERS,
  V1_CHANGE_ORDER_ITEM_MEMBERS,
  V1_CONTRACT_ITEM_MEMBERS,
  V1_DETAIL_ITEM_MEMBERS,
} from '../../answers/published-requisition';
import { embeddedSegmentItems, listedSegmentItems } from '../../answers/segment-items';
import { currencyCode } from '../../answers/currency';
import { omit, pick, published } from '../../list/members';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';

/** A requisition with the project that it is of: its items are completed from there. */
export interface PlacedRequisition {
  readonly projectId: string;
  readonly requisition: JsonObject;
}

const NOT_IN_V1 = [...['gross_amount', 'net_amount', 'taxes', 'uom', 'line_number']];

export function itemsOf(requisition: JsonObject, types: readonly string[] | null = null): JsonObject[] {
  const items = requisition['items'];
  const rows = isJsonArray(items) ? items.filter(isJsonObject) : [];
  return rows.filter((item) => types === null || types.includes(textOf(item['item_type']) ?? ''));
}

/** An item as the v1.1 requisition embeds it: the code with its segments, no id of a detail or of a change order. */
export function v11Item(context: SandboxContext, { projectId, requisition }: PlacedRequisition, item: JsonObject) {
  const { answers, store } = context;
  const type = item['item_type'];
  const currency: JsonObject =
    requisition['currency_configuration'] === undefined
      ? {}
      : { currency_configuration: requisition['currency_configuration'] };
  const extra = answers.extraMembers ? joinsOf(context, projectId, requisition, item) : {};
  let row: JsonObject = { ...currency, ...extra, ...item };
  if (type === 'contract_detail_item') {
    row = { ...row, line_item_id: detailLineItemId(context, { projectId, requisition }, item) };
  }
  if (type === 'whole_change_order_item' && answers.wholeItemsCoded) {
    row = { ...row, ...codeOfFirstLine(context, projectId, requisition, item) };
  }
  const code = row['wbs_code'];
  if (isJsonObject(code)) {
    const known = store.projectSet(projectId, 'wbs_codes').get(textOf(code['id']) ?? '');
    row = { ...row, wbs_code: codeWithSegments(code, known, context) };
  }
  return published(answers, row, V11_ITEM_MEMBERS);
}

/** A code that the project does not list is shown as it is loaded. */
function codeWithSegments(code: JsonObject, known: JsonObject | undefined, { answers }: SandboxContext): JsonObject {
  if (known === undefined) {
    return code;
  }
  const segments =
    answers.segmentItems === 'embedded' ? embeddedSegmentItems(known, answers) : listedSegmentItems(known, answers);
  return { ...pick(code, ['id', 'flat_code', 'description']), segment_items: segments };
}

export function contractItemRow(context: SandboxContext, requisition: JsonObject, item: JsonObject): JsonObject {
  return v1Row(context, requisition, item, V1_CONTRACT_ITEM_MEMBERS);
}

export function detailItemRow(context: SandboxContext, requisition: JsonObject, item: JsonObject): JsonObject {
  const row: JsonObject = { detail_line_item_id: null, ...omit(item, ['line_item_id']) };
  return v1Row(context, requisition, row, V1_DETAIL_ITEM_MEMBERS);
}

/** Amounts are the item's own, so that a later change of the item shows; the folder's row adds the change order. */
export function changeOrderItemRow(
  context: SandboxContext,
  { projectId, requisition }: PlacedRequisition,
  item: JsonObject,
) {
  const row = { ...joinsOf(context, projectId, requisition, item), ...item };
  return v1Row(context, requisition, row, V1_CHANGE_ORDER_ITEM_MEMBERS);
}

/** Stored materials are shown with amount accounting alone, quantities with unit accounting alone. */
function v1Row({ answers }: SandboxContext, requisition: JsonObject, item: JsonObject, members: readonly string[]) {
  const isUnit = item['accounting_method'] === 'unit';
  const hidden = Object.keys(item).filter((name) =>
    isUnit ? name.startsWith('materials_presently_stored') : name.endsWith('_quantity'),
  );
  const code = item['wbs_code'];
  const row: JsonObject = {
    ...omit(item, [...NOT_IN_V1, ...hidden]),
    ...(isJsonObject(code) ? { wbs_code: pick(code, ['id', 'flat_code', 'description']) } : {}),
    ...currencyCode(item['currency_configuration'] ?? requisition['currency_configuration']),
  };
  return published(answers, row, members);
}

function joinsOf(context: SandboxContext, projectId: string, requisition: JsonObject, item: JsonObject): JsonObject {
  if (!['change_order_item', 'whole_change_order_item'].includes(textOf(item['item_type']) ?? '')) {
    return {};
  }
  const loaded = context.store.requisitionRows(projectId, 'requisition_change_order_items', idOf(requisition));
  return {
    commitment_line_item_id: null,
    commitment_line_item_origin_id: null,
    change_order_package_id: null,
    ...loaded.find((entry) => idOf(entry) === idOf(item)),
  };
}

function detailLineItemId(context: SandboxContext, placed: PlacedRequisition, item: JsonObject): JsonValue {
  switch (context.answers.detailLineItemId) {
    case 'null':
      return null;
    case 'detail':
      return item['detail_line_item_id'] ?? null;
    case 'contractLine':
      return item['line_item_id'] ?? lineOfDetail(context, placed, item);
  }
}

function lineOfDetail(
  context: SandboxContext,
  { projectId, requisition }: PlacedRequisition,
  item: JsonObject,
): JsonValue {
  const contract = context.store.commitment(projectId, textOf(requisition['commitment_id']) ?? '');
  const details = contract?.['line_item_contract_details'];
  const own = textOf(item['detail_line_item_id']);
  const rows = isJsonArray(details) ? details.filter(isJsonObject) : [];
  return rows.find((detail) => textOf(detail['id']) === own)?.['line_item_id'] ?? null;
}

/** The reading in which a whole change order has a code after all: that of its first line, which is not all of it. */
function codeOfFirstLine(context: SandboxContext, projectId: string, requisition: JsonObject, item: JsonObject) {
  const packageId = textOf(joinsOf(context, projectId, requisition, item)['change_order_package_id']) ?? '';
  const lines = context.store.projectSet(projectId, 'change_order_packages').get(packageId)?.['line_items'];
  const [line] = isJsonArray(lines) ? lines.filter(isJsonObject) : [];
  const costCode = line?.['cost_code'];
  return {
    cost_code_id: isJsonObject(costCode) ? (costCode['id'] ?? null) : null,
    wbs_code: line?.['wbs_code'] ?? null,
  };
}
