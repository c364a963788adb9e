import type { JsonObject } from '../../../http/json-value';
import { omit } from '../../list/members';

const ITEM_MEMBERS = ['items', 'item_packages'];
const HEADER_MEMBERS = ['summary_text', 'tax_summary', 'accounting_method'];

export const REQUISITION_VIEWS = ['default', 'extended', 'items', 'action_policy', 'header_only'] as const;

/** Lines come with `extended` and `items` alone; the tax summary with `extended` and `header_only` alone. */
export function requisitionView(requisition: JsonObject, view: string): JsonObject {
  const row = omit(requisition, ['change_histories']);
  switch (view) {
    case 'extended':
      return row;
    case 'items':
      return omit(row, HEADER_MEMBERS);
    case 'header_only':
      return omit(row, ITEM_MEMBERS);
    default:
      return omit(row, [...ITEM_MEMBERS, ...HEADER_MEMBERS]);
  }
}
