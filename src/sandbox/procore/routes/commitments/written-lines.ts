import { decimalOf, parseDecimal, sumOf, withDecimals } from '../../../decimal';
import { isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { ApiError } from '../../gate/api-error';
import { omit } from '../../list/members';
import { COMMITMENT_COLLECTIONS, type CommitmentCollection } from '../../records/collections';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';
import { rowsOf } from './commitment-view';

const WRITABLE = [
  ...['amount', 'description', 'extended_type', 'quantity', 'unit_cost', 'uom', 'tax_code_id', 'wbs_code_id'],
  ...['cost_code_id', 'line_item_type_id', 'origin_id', 'origin_data'],
];

/** Once approved, vendor and lines are locked (reference 7.3), unless the company chose otherwise. */
export function isLocked(context: SandboxContext, contract: JsonObject): boolean {
  return context.answers.approvedAreLocked && ['Approved', 'Complete'].includes(textOf(contract['status']) ?? '');
}

export function refuseLocked(context: SandboxContext, contract: JsonObject): void {
  if (isLocked(context, contract)) {
    throw ApiError.unprocessable('base', 'The schedule of values of an approved commitment cannot be changed');
  }
}

/** A line as it stands after the write; `before` undefined: it is new. */
export function writtenLine(
  context: SandboxContext,
  of: { readonly projectId: string; readonly collection: CommitmentCollection; readonly contract: JsonObject },
  before: JsonObject | undefined,
  given: JsonObject,
): JsonObject {
  const fields = omit(given, ['id']);
  refuseUnknownFields(fields, WRITABLE);
  refuseLocked(context, of.contract);
  const now = context.changes.timestamp();
  const line: JsonObject = before ?? {
    ...{ id: numberOf(context.store.newId()), position: numberOf(rowsOf(of.contract, 'line_items').length + 1) },
    ...{ description: '', amount: '0.0', quantity: '0.0', unit_cost: '0.0', uom: null, extended_type: 'manual' },
    ...{ tax_code_id: null, cost_code: null, line_item_type: null, wbs_code: null, origin_id: null, origin_data: null },
    ...{ holder: { id: of.contract['id'] ?? null, holder_type: holderType(of.collection) }, created_at: now },
  };
  refuseTakenOriginId(
    fields['origin_id'],
    linesOfAll(context).filter((other) => idOf(other) !== idOf(line)),
  );
  const amount = checkedAmount(fields['amount'] ?? line['amount'] ?? '0.0');
  return {
    ...line,
    ...omit(fields, ['wbs_code_id', 'cost_code_id', 'line_item_type_id']),
    ...codesOf(context, of.projectId, fields),
    ...{ amount, extended_amount: amount, total_amount: amount, updated_at: now },
  };
}

/** What the lines come to: the original value of the contract. */
export function totalOf(lines: readonly JsonObject[]): string {
  return withDecimals(sumOf(lines.map((line) => decimalOf(textOf(line['amount'])))), 1);
}

function checkedAmount(value: JsonValue): string {
  const text = textOf(value) ?? '';
  if (parseDecimal(text) === undefined) {
    throw ApiError.unprocessable('amount', 'is not a number');
  }
  return text;
}

export function codesOf({ store }: SandboxContext, projectId: string, fields: JsonObject): JsonObject {
  const wbsId = textOf(fields['wbs_code_id']);
  if (wbsId === undefined) return {};
  const code = store.projectSet(projectId, 'wbs_codes').get(wbsId);
  if (code === undefined) {
    throw ApiError.unprocessable('wbs_code_id', 'must be a code of the project');
  }
  const items = rowsOf(code, 'segment_items');
  const item = (type: string) => items.find(({ segment }) => isJsonObject(segment) && textOf(segment['type']) === type);
  const costCode = textOf(item('cost_code')?.['path_code']);
  const costType = textOf(item('line_item_type')?.['code']);
  const codes = store.projectSet(projectId, 'cost_codes').list();
  const types = store.companySet('line_item_types').list();
  return {
    wbs_code: code,
    cost_code: codes.find((row) => textOf(row['full_code']) === costCode) ?? null,
    line_item_type: types.find((row) => textOf(row['code']) === costType) ?? null,
  };
}

function linesOfAll({ store }: SandboxContext): readonly JsonObject[] {
  return store.projectIds().flatMap((projectId) =>
    COMMITMENT_COLLECTIONS.flatMap((collection) =>
      store
        .projectSet(projectId, collection)
        .list()
        .flatMap((contract) => rowsOf(contract, 'line_items')),
    ),
  );
}

export function holderType(collection: CommitmentCollection): string {
  return collection === 'work_order_contracts' ? 'WorkOrderContract' : 'PurchaseOrderContract';
}
