import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { ITEM_PACKAGE_MEMBERS, REQUISITION_MEMBERS } from '../../answers/published-requisition';
import { omit, published } from '../../list/members';
import type { SandboxContext } from '../../sandbox-context';
import { itemsOf, v11Item, type PlacedRequisition } from './requisition-item-view';

const ITEM_MEMBERS = ['items', 'item_packages'];
const HEADER_MEMBERS = ['summary_text', 'tax_summary', 'accounting_method'];

export const REQUISITION_VIEWS = ['default', 'extended', 'items', 'action_policy', 'header_only'] as const;

/** Lines come with `extended` and `items` alone; the tax summary with `extended` and `header_only` alone. */
export function requisitionView(context: SandboxContext, placed: PlacedRequisition, view: string): JsonObject {
  const row = published(context.answers, omit(placed.requisition, ['change_histories']), REQUISITION_MEMBERS);
  switch (view) {
    case 'extended':
      return { ...row, ...linesOf(context, placed) };
    case 'items':
      return { ...omit(row, HEADER_MEMBERS), ...linesOf(context, placed) };
    case 'header_only':
      return omit(row, ITEM_MEMBERS);
    default:
      return omit(row, [...ITEM_MEMBERS, ...HEADER_MEMBERS]);
  }
}

function linesOf(context: SandboxContext, placed: PlacedRequisition): JsonObject {
  const packages = placed.requisition['item_packages'];
  return {
    items: itemsOf(placed.requisition).map((item) => v11Item(context, placed, item)),
    ...(isJsonArray(packages)
      ? { item_packages: packages.filter(isJsonObject).map((row) => packageView(context, placed.projectId, row)) }
      : {}),
  };
}

/** Whether `change_order_id` names the package or the commitment change order, no page says. */
function packageView({ answers, store }: SandboxContext, projectId: string, row: JsonObject): JsonObject {
  const shown = published(answers, row, ITEM_PACKAGE_MEMBERS);
  const packageId = textOf(row['change_order_id']);
  if (packageId === undefined || answers.itemPackageNames === 'package') {
    return shown;
  }
  const changeOrders = store.projectSet(projectId, 'commitment_change_orders').list();
  const changeOrder = changeOrders.find((one) => textOf(one['legacy_package_id']) === packageId);
  return { ...shown, change_order_id: changeOrder?.['id'] ?? row['change_order_id'] ?? null };
}
