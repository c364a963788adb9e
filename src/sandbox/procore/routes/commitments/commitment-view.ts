import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../../http/json-value';
import { currencyCode } from '../../answers/currency';
import { embeddedLine } from '../../answers/line-view';
import { COMMITMENT_LIST_MEMBERS, COMMITMENT_MEMBERS } from '../../answers/published-commitment';
import { isDeleted } from '../../list/deleted-rows';
import { omit, pick, published } from '../../list/members';
import type { CommitmentCollection } from '../../records/collections';
import { idOf } from '../../records/record-set';
import type { SandboxContext } from '../../sandbox-context';
import { listedPackage } from '../change-orders/change-order-view';
import { listedPotential, listedRequest } from '../change-orders/other-tiers-view';

const ONLY_OF_A_SHOW = [
  ...['line_items', 'change_order_packages', 'change_order_requests', 'potential_change_orders', 'payments_issued'],
  ...['invoice_contacts', 'attachments', 'line_item_contract_details', 'change_order_level_of_detail'],
];
const NOT_COMPACT = ['description', 'inclusions', 'exclusions'];

export function rowsOf(row: JsonObject, member: string): JsonObject[] {
  const rows = row[member];
  return isJsonArray(rows) ? rows.filter(isJsonObject) : [];
}

/** A listed contract has no lines in either view, and its vendor no origin. */
export function listedCommitment(context: SandboxContext, projectId: string, contract: JsonObject, view: string) {
  const vendor = contract['vendor'];
  const has = (collection: 'change_order_packages' | 'potential_change_orders') =>
    ofContract(context, projectId, collection, contract).length > 0;
  const row: JsonObject = {
    ...omit(contract, [...ONLY_OF_A_SHOW, ...(view === 'extended' ? [] : NOT_COMPACT)]),
    ...(isJsonObject(vendor) ? { vendor: pick(vendor, ['id', 'company']) } : {}),
    ...currencyCode(contract['currency_configuration']),
    // Not published; real lists carried them.
    enable_ssov: contract['enable_ssov'] ?? rowsOf(contract, 'line_item_contract_details').length > 0,
    has_change_order_packages: has('change_order_packages'),
    has_potential_change_orders: has('potential_change_orders'),
  };
  return published(context.answers, row, COMMITMENT_LIST_MEMBERS);
}

/** Of a work order the requests are lists of lists, of a purchase order the potential change orders are. */
export function shownCommitment(
  context: SandboxContext,
  projectId: string,
  collection: CommitmentCollection,
  contract: JsonObject,
): JsonObject {
  const { answers } = context;
  const isPurchaseOrder = collection === 'purchase_order_contracts';
  const requests = ofContract(context, projectId, 'change_order_requests', contract).map((row) =>
    listedRequest(context, row),
  );
  const potential = ofContract(context, projectId, 'potential_change_orders', contract).map((row) =>
    listedPotential(context, row),
  );
  const [attachment] = rowsOf(contract, 'attachments');
  const row: JsonObject = {
    ...omit(contract, ['line_item_contract_details', 'change_order_level_of_detail', 'enable_ssov']),
    ...currencyCode(contract['currency_configuration']),
    line_items: rowsOf(contract, 'line_items').map((line) => embeddedLine(answers, line)),
    change_order_packages: ofContract(context, projectId, 'change_order_packages', contract).map((entry) =>
      listedPackage(context, entry),
    ),
    change_order_requests: isPurchaseOrder || requests.length === 0 ? requests : [requests],
    potential_change_orders: isPurchaseOrder && potential.length > 0 ? [potential] : potential,
    payments_issued: rowsOf(contract, 'payments_issued'),
    invoice_contacts: rowsOf(contract, 'invoice_contacts'),
    attachments: isPurchaseOrder ? (attachment ?? null) : rowsOf(contract, 'attachments'),
  };
  return published(answers, row, COMMITMENT_MEMBERS);
}

function ofContract(
  { store }: SandboxContext,
  projectId: string,
  collection: 'change_order_packages' | 'change_order_requests' | 'potential_change_orders',
  contract: JsonObject,
): JsonObject[] {
  const id = idOf(contract);
  const rows = store.projectSet(projectId, collection).list();
  return rows.filter((row) => textOf(row['contract_id']) === id && !isDeleted(row));
}
