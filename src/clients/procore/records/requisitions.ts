import { z } from 'zod';
import type {
  ProcoreRequisition,
  ProcoreRequisitionChangeOrderItem,
  ProcoreRequisitionDetailItem,
} from '../../../domain/procore/procore-documents';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { decimalOrNull, filledTextOrNull, id, idOrNull, lenient, textOrNull } from '../calls/fields';
import { itemsPerPage, listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf, type UnreadableRow } from '../calls/rows';
import { requestPath } from '../calls/request-path';
import { requisitionHeadSchema, requisitionSchema, type RequisitionHead } from './requisition-schema';
import { updatedRange } from '../calls/updated-range';

interface OfProject {
  readonly projectId: string;
}

/** A row of a list of requisitions that does not have the documented shape. */
export type UnreadableRequisition = Omit<UnreadableRow, 'raw'> & RequisitionHead;

export interface RequisitionPage extends Omit<ProcorePage<ProcoreRequisition>, 'unreadable'> {
  readonly unreadable: readonly UnreadableRequisition[];
}

function headed({ id: rowId, fault, raw }: UnreadableRow): UnreadableRequisition {
  return { id: rowId, fault, ...requisitionHeadSchema.parse(raw) };
}

/**
 * One page of a project's requisitions of every status, with items: what left the approved statuses must be seen too.
 * Both ends of the range are always given, because Procore does not say what an open one means.
 * https://developers.procore.com/reference/rest/requisitions-subcontractor-invoices?version=latest
 */
export async function listRequisitions(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly updatedFrom: Date; readonly updatedTo: Date },
): Promise<RequisitionPage> {
  const answer = await client.get({
    operation: 'listRequisitions',
    path: '/rest/v1.1/requisitions',
    query: {
      project_id: args.projectId,
      view: 'extended',
      'filters[updated_at]': updatedRange(args.updatedFrom, args.updatedTo),
      ...pageQuery(args.page),
    },
    schema: rowsOf(requisitionSchema),
  });
  const page = listPage(answer, args.page);
  return { ...page, unreadable: page.unreadable.map(headed) };
}

/**
 * How many requisitions of a project changed within a range, without reading them; null when the answer does not say.
 * https://developers.procore.com/documentation/pagination
 */
export async function countRequisitions(
  client: ProcoreClient,
  args: OfProject & { readonly updatedFrom: Date; readonly updatedTo: Date },
): Promise<number | null> {
  const answer = await client.get({
    operation: 'countRequisitions',
    path: '/rest/v1.1/requisitions',
    query: {
      project_id: args.projectId,
      'filters[updated_at]': updatedRange(args.updatedFrom, args.updatedTo),
      page: '1',
      per_page: '1',
    },
    schema: rowsOf(z.unknown()),
  });
  return listPage(answer).total;
}

/**
 * Null when it is gone or not visible to the account.
 * https://developers.procore.com/reference/rest/requisitions-subcontractor-invoices?version=latest
 */
export async function showRequisition(
  client: ProcoreClient,
  args: OfProject & { readonly requisitionId: string },
): Promise<ProcoreRequisition | null> {
  const answer = await client.find({
    operation: 'showRequisition',
    path: requestPath`/rest/v1.1/requisitions/${args.requisitionId}`,
    query: { project_id: args.projectId, view: 'extended' },
    schema: requisitionSchema,
  });
  return answer?.value ?? null;
}

/**
 * Up to 100 requisitions of one project by id, in one call. An id that comes back neither found nor unreadable is gone
 * or not visible.
 * https://developers.procore.com/documentation/filtering-on-list-actions
 */
export async function requisitionsByIds(
  client: ProcoreClient,
  args: OfProject & { readonly requisitionIds: readonly string[] },
): Promise<{ readonly found: readonly ProcoreRequisition[]; readonly unreadable: readonly UnreadableRequisition[] }> {
  const wanted = new Set(args.requisitionIds);
  if (wanted.size > itemsPerPage) {
    throw new RangeError(`at most ${String(itemsPerPage)} requisition ids in one call, not ${String(wanted.size)}`);
  }
  if (wanted.size === 0) return { found: [], unreadable: [] };
  const answer = await client.get({
    operation: 'requisitionsByIds',
    path: '/rest/v1.1/requisitions',
    query: { project_id: args.projectId, view: 'extended', 'filters[id][]': [...wanted], ...pageQuery(1) },
    schema: rowsOf(requisitionSchema),
  });
  // Procore does not say that it refuses a filter it does not know; strangers would be taken for an answer.
  const { readable, unreadable } = answer.value;
  return {
    found: readable.filter((requisition) => wanted.has(requisition.id)),
    unreadable: unreadable.filter(({ id: one }) => one !== null && wanted.has(one)).map(headed),
  };
}

const changeOrderItemSchema: z.ZodType<ProcoreRequisitionChangeOrderItem> = z
  .object({
    id,
    item_type: lenient(textOrNull),
    change_order_package_id: idOrNull,
    line_item_id: lenient(idOrNull),
    commitment_line_item_id: lenient(idOrNull),
    commitment_line_item_origin_id: lenient(filledTextOrNull),
    cost_code_id: lenient(idOrNull),
    scheduled_value: lenient(decimalOrNull),
  })
  .transform(camelCaseKeys);

/**
 * Tells which change order package each change order item of a requisition belongs to.
 * https://developers.procore.com/reference/rest/requisitions-subcontractor-invoices?version=latest
 */
export async function listChangeOrderItems(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly requisitionId: string },
): Promise<ProcorePage<ProcoreRequisitionChangeOrderItem>> {
  const answer = await client.get({
    operation: 'listChangeOrderItems',
    path: requestPath`/rest/v1.0/requisitions/${args.requisitionId}/change_order_items`,
    query: { project_id: args.projectId, ...pageQuery(args.page) },
    schema: rowsOf(changeOrderItemSchema),
  });
  return listPage(answer, args.page);
}

const contractDetailItemSchema: z.ZodType<ProcoreRequisitionDetailItem> = z
  .object({ id, detail_line_item_id: idOrNull, scheduled_value: lenient(decimalOrNull) })
  .transform(camelCaseKeys);

/**
 * Tells which line of the subcontractor's schedule of values each `contract_detail_item` of a requisition bills: the
 * items of the requisition itself do not.
 * https://developers.procore.com/reference/rest/requisitions-subcontractor-invoices?version=latest
 */
export async function listContractDetailItems(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly requisitionId: string },
): Promise<ProcorePage<ProcoreRequisitionDetailItem>> {
  const answer = await client.get({
    operation: 'listContractDetailItems',
    path: requestPath`/rest/v1.0/requisitions/${args.requisitionId}/contract_detail_items`,
    query: { project_id: args.projectId, ...pageQuery(args.page) },
    schema: rowsOf(contractDetailItemSchema),
  });
  return listPage(answer, args.page);
}
