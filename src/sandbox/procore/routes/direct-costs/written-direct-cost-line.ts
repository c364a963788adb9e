import { LosslessNumber } from 'lossless-json';
import { decimalOf, withDecimals } from '../../../decimal';
import { numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { ApiError } from '../../gate/api-error';
import { omit } from '../../list/members';
import type { SandboxContext } from '../../sandbox-context';
import { codesOf } from '../commitments/written-lines';
import { refuseUnknownFields } from '../written-fields';
import { refusal } from './written-direct-cost';

const MOST_LINES = 100;
const OWN_CALL = [
  ...['amount', 'quantity', 'unit_cost', 'uom', 'description', 'extended_type', 'wbs_code_id', 'cost_code_id'],
  ...['line_item_type_id', 'tax_code_id', 'origin_id', 'origin_data'],
];
/** Beside the header: no cost code, no `amount`, no tax code. */
const WITH_HEADER = [
  ...['wbs_code_id', 'manual_amount', 'quantity', 'unit_cost', 'uom', 'description', 'ref', 'origin_id', 'origin_data'],
];
const NUMBERS = ['amount', 'manual_amount', 'quantity', 'unit_cost'];

/** The lines that a POST of v1.1 brings along. */
export function linesOfNew(context: SandboxContext, projectId: string, lines: readonly JsonObject[]): JsonObject[] {
  if (lines.length > MOST_LINES) {
    throw refusal(context, 'line_items', `may be at most ${MOST_LINES}`);
  }
  return lines.map((given, index) => {
    refuseUnknownFields(given, WITH_HEADER);
    if (textOf(given['wbs_code_id']) === undefined) throw ApiError.badRequest('wbs_code_id', 'is required');
    return writtenLine(context, projectId, undefined, given, index + 1);
  });
}

/** A line as it stands after a call of its own; `before` undefined: it is new, at this position. */
export function lineOfCall(
  context: SandboxContext,
  projectId: string,
  before: JsonObject | undefined,
  given: JsonObject,
  position: number,
): JsonObject {
  refuseUnknownFields(given, OWN_CALL);
  return writtenLine(context, projectId, before, given, position);
}

function writtenLine(
  context: SandboxContext,
  projectId: string,
  before: JsonObject | undefined,
  given: JsonObject,
  position: number,
): JsonObject {
  for (const name of NUMBERS) refuseText(name, given[name]);
  const now = context.changes.timestamp();
  const line: JsonObject = before ?? {
    ...{ id: numberOf(context.store.newId()), position: numberOf(position), description: '', uom: null, ref: null },
    ...{ quantity: '0.0', unit_cost: '0.0', tax_code_id: null, cost_code: null, line_item_type: null, wbs_code: null },
    ...{ origin_id: null, origin_data: null, created_at: now },
  };
  const after: JsonObject = {
    ...omit(line, ['extended_amount', 'total_amount']),
    ...omit(given, ['manual_amount', 'wbs_code_id', 'cost_code_id', 'line_item_type_id']),
    ...asTexts(given),
    ...codes(context, projectId, given),
    updated_at: now,
  };
  const manual = textOf(given['manual_amount']) ?? textOf(given['amount']);
  const byHand = manual !== undefined || (given['quantity'] === undefined && given['unit_cost'] === undefined);
  const product = decimalOf(textOf(after['quantity'])).times(decimalOf(textOf(after['unit_cost'])));
  return {
    ...after,
    extended_type: byHand ? 'manual' : 'calculated',
    amount: manual ?? (byHand ? (textOf(line['amount']) ?? '0.0') : withDecimals(product.toDecimalPlaces(2), 1)),
  };
}

/** What is written as a number is shown as a text. */
function asTexts(given: JsonObject): JsonObject {
  const values = ['quantity', 'unit_cost'].flatMap((name) => {
    const text = textOf(given[name]);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(values);
}

function refuseText(name: string, value: JsonValue | undefined): void {
  if (value !== undefined && value !== null && !(value instanceof LosslessNumber)) {
    throw ApiError.badRequest(name, 'must be a number');
  }
}

function codes(context: SandboxContext, projectId: string, given: JsonObject): JsonObject {
  const costCodeId = textOf(given['cost_code_id']);
  if (costCodeId === undefined) return codesOf(context, projectId, given);
  const costCode = context.store.projectSet(projectId, 'cost_codes').get(costCodeId);
  const type = context.store.companySet('line_item_types').get(textOf(given['line_item_type_id']) ?? '');
  if (costCode === undefined || type === undefined) {
    throw refusal(context, 'cost_code_id', 'and line_item_type_id must be a cost code and a cost type');
  }
  return { cost_code: costCode, line_item_type: type };
}
