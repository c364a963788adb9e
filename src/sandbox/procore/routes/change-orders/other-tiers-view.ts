import { numberOf, type JsonObject } from '../../../http/json-value';
import { currencyCode } from '../../answers/currency';
import { asNumber, embeddedLine } from '../../answers/line-view';
import {
  BATCH_MEMBERS,
  POTENTIAL_LINE_MEMBERS,
  POTENTIAL_LIST_MEMBERS,
  POTENTIAL_MEMBERS,
  REQUEST_LIST_MEMBERS,
  REQUEST_MEMBERS,
} from '../../answers/published-change-order';
import { omit, published } from '../../list/members';
import type { SandboxContext } from '../../sandbox-context';
import { linesOf, vendorOf } from './change-order-view';

const currencyOf = (row: JsonObject) => currencyCode(row['currency_configuration']);

export function batchView({ answers }: SandboxContext, row: JsonObject): JsonObject {
  return published(answers, omit(row, ['line_items', 'origin_id', 'origin_code', 'origin_data']), BATCH_MEMBERS);
}

export function listedRequest({ answers }: SandboxContext, row: JsonObject): JsonObject {
  const shown = { ...omit(row, ['contract_id', 'origin_id', 'origin_data', 'line_items']), ...currencyOf(row) };
  return published(answers, shown, REQUEST_LIST_MEMBERS);
}

export function shownRequest({ answers }: SandboxContext, row: JsonObject): JsonObject {
  return published(answers, { ...omit(row, ['line_items']), ...currencyOf(row) }, REQUEST_MEMBERS);
}

export function listedPotential({ answers }: SandboxContext, row: JsonObject): JsonObject {
  const shown: JsonObject = {
    change_order_request_id: null,
    change_order_tiers: numberOf(1),
    ...omit(row, ['line_items', 'origin_id', 'origin_data', 'description', 'vendor']),
    ...currencyOf(row),
  };
  return published(answers, shown, POTENTIAL_LIST_MEMBERS);
}

/** Its lines have no code and no amount; quantity and unit cost are numbers here. */
export function shownPotential(context: SandboxContext, projectId: string, row: JsonObject): JsonObject {
  const { answers } = context;
  const shown: JsonObject = {
    change_order_request_id: null,
    change_order_tiers: numberOf(1),
    ...row,
    ...currencyOf(row),
    vendor: vendorOf(context, projectId, row),
    line_items: linesOf(row).map((line) => ({
      ...embeddedLine(answers, line, POTENTIAL_LINE_MEMBERS),
      ...asNumber('quantity', line['quantity']),
      ...asNumber('unit_cost', line['unit_cost']),
    })),
  };
  return published(answers, shown, POTENTIAL_MEMBERS);
}
