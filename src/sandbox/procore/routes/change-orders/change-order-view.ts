import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { currencyCode } from '../../answers/currency';
import { embeddedLine, v2Line } from '../../answers/line-view';
import {
  CHANGE_ORDER_MEMBERS,
  PACKAGE_LINE_MEMBERS,
  PACKAGE_LIST_MEMBERS,
  PACKAGE_MEMBERS,
} from '../../answers/published-change-order';
import { omit, pick, published } from '../../list/members';
import { withStringIds } from '../../list/v2-ids';
import type { SandboxContext } from '../../sandbox-context';

export function linesOf(holder: JsonObject | undefined): readonly JsonObject[] {
  const lines = holder?.['line_items'];
  return isJsonArray(lines) ? lines.filter(isJsonObject) : [];
}

export function listedPackage({ answers }: SandboxContext, row: JsonObject): JsonObject {
  const shown = { ...omit(row, ['type', 'description', 'line_items']), ...currencyCode(row['currency_configuration']) };
  return published(answers, shown, PACKAGE_LIST_MEMBERS);
}

export function shownPackage({ answers }: SandboxContext, row: JsonObject): JsonObject {
  const shown: JsonObject = {
    ...row,
    ...currencyCode(row['currency_configuration']),
    line_items: linesOf(row).map((line) => embeddedLine(answers, line, PACKAGE_LINE_MEMBERS)),
  };
  return published(answers, shown, PACKAGE_MEMBERS);
}

/** `extended` names the change events, the show the attachments; its lines and origin stand on its package. */
export function changeOrderView(
  { answers }: SandboxContext,
  row: JsonObject,
  view: string,
  isShow: boolean,
): JsonObject {
  const shown: JsonObject = {
    ...omit(row, ['line_items', 'origin_id', 'origin_code', 'origin_data', 'attachments', 'change_events']),
    ...currencyCode(row['currency_configuration']),
  };
  return {
    ...published(answers, shown, CHANGE_ORDER_MEMBERS),
    ...(isShow ? { attachments: row['attachments'] ?? [] } : {}),
    ...(view === 'extended' ? { change_events: row['change_events'] ?? [] } : {}),
  };
}

export function v2ChangeOrderLine({ answers }: SandboxContext, line: JsonObject): JsonObject {
  const amount = line['amount'] ?? line['total_amount'] ?? line['extended_amount'] ?? null;
  const contractLine = withStringIds({ commitment_line_item_id: line['commitment_line_item_id'] ?? null });
  return { ...v2Line(answers, { ...line, amount }, true), ...contractLine };
}

/** A change order does not name its vendor; its contract does. */
export function vendorOf({ store }: SandboxContext, projectId: string, changeOrder: JsonObject) {
  const vendor = store.commitment(projectId, textOf(changeOrder['contract_id']) ?? '')?.['vendor'];
  return isJsonObject(vendor) ? pick(vendor, ['id', 'company']) : null;
}
