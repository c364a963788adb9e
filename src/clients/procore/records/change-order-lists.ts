import { z } from 'zod';
import type { ListedChangeOrder } from '../../../domain/procore/procore-change-orders';
import type { ProcoreContractLine } from '../../../domain/procore/procore-commitments';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { decimalOrNull, filledTextOrNull, id, idOrNull, lenient, textOrNull, time, timeOrNull } from '../calls/fields';
import { itemsPerPage, listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { requestPath } from '../calls/request-path';
import { allRowsOf, rowsOf, type UnreadableRow } from '../calls/rows';
import { updatedRange } from '../calls/updated-range';
import type { UpdatedWithin } from './commitments';
import { contractLineSchema } from './contract-line-schema';

interface OfProject {
  readonly projectId: string;
}

const listedSchema = z
  .object({
    id,
    contract_id: idOrNull,
    number: lenient(textOrNull),
    title: lenient(textOrNull),
    status: z.string().min(1),
    grand_total: lenient(decimalOrNull),
    origin_id: lenient(filledTextOrNull),
    reviewed_at: lenient(textOrNull),
    updated_at: time,
    deleted_at: lenient(timeOrNull),
  })
  .transform(camelCaseKeys);

/**
 * One page of a project's change order packages that changed in a range, deleted ones too; those of prime contracts are among
 * them. The list has no filter by status.
 * https://developers.procore.com/reference/rest/change-order-packages?version=latest
 */
export async function listChangeOrderPackages(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly updated: UpdatedWithin },
): Promise<ProcorePage<ListedChangeOrder>> {
  const { projectId, updated, page } = args;
  const answer = await client.get({
    operation: 'listChangeOrderPackages',
    path: '/rest/v1.0/change_order_packages',
    query: {
      project_id: projectId,
      'filters[updated_at]': updatedRange(updated.from, updated.to),
      'filters[include_deleted]': 'with',
      ...pageQuery(page),
    },
    schema: rowsOf(listedSchema),
  });
  const { items, ...rest } = listPage(answer, page);
  return { ...rest, items: items.map((row) => ({ ...row, projectId })) };
}

/** Packages by their ids, at most a page of them, deleted ones too. Those that do not come back are not visible. */
export async function changeOrderPackagesByIds(
  client: ProcoreClient,
  { projectId, packageIds }: OfProject & { readonly packageIds: readonly string[] },
): Promise<{ readonly found: readonly ListedChangeOrder[]; readonly unreadable: readonly UnreadableRow[] }> {
  const wanted = new Set(packageIds);
  if (wanted.size > itemsPerPage) {
    throw new RangeError(`at most ${String(itemsPerPage)} package ids in one call, not ${String(wanted.size)}`);
  }
  if (wanted.size === 0) return { found: [], unreadable: [] };
  const answer = await client.get({
    operation: 'changeOrderPackagesByIds',
    path: '/rest/v1.0/change_order_packages',
    query: {
      project_id: projectId,
      'filters[id][]': [...wanted],
      'filters[include_deleted]': 'with',
      ...pageQuery(1),
    },
    schema: rowsOf(listedSchema),
  });
  // Procore does not say that it refuses a filter it does not know; strangers would be taken for an answer.
  const { readable, unreadable } = answer.value;
  return {
    found: readable.filter((row) => wanted.has(row.id)).map((row) => ({ ...row, projectId })),
    unreadable: unreadable.filter((row) => row.id !== null && wanted.has(row.id)),
  };
}

const requestSchema = z.object({ id, change_order_package_id: idOrNull }).transform(camelCaseKeys);

/**
 * One page of the change order requests of a package: the middle one of three tiers. They have no lines.
 * https://developers.procore.com/reference/rest/change-order-requests?version=latest
 */
export async function listChangeOrderRequests(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly contractId: string; readonly packageId: string },
): Promise<ProcorePage<{ readonly id: string; readonly changeOrderPackageId: string | null }>> {
  const answer = await client.get({
    operation: 'listChangeOrderRequests',
    path: '/rest/v1.0/change_order_requests',
    query: {
      project_id: args.projectId,
      contract_id: args.contractId,
      'filters[change_order_package_id]': args.packageId,
      ...pageQuery(args.page),
    },
    schema: allRowsOf(requestSchema),
  });
  return listPage(answer, args.page);
}

const potentialSchema = z
  .object({ id, contract_id: idOrNull, change_order_request_id: idOrNull, status: lenient(textOrNull) })
  .transform(camelCaseKeys);

export interface PotentialChangeOrder {
  readonly id: string;
  readonly contractId: string | null;
  readonly changeOrderRequestId: string | null;
  readonly status: string | null;
}

/**
 * One page of the potential change orders of a contract: the lowest tier.
 * https://developers.procore.com/reference/rest/potential-change-orders?version=latest
 */
export async function listPotentialChangeOrders(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly contractId: string },
): Promise<ProcorePage<PotentialChangeOrder>> {
  const answer = await client.get({
    operation: 'listPotentialChangeOrders',
    path: '/rest/v1.0/potential_change_orders',
    query: { project_id: args.projectId, 'filters[contract_id]': args.contractId, ...pageQuery(args.page) },
    schema: allRowsOf(potentialSchema),
  });
  return listPage(answer, args.page);
}

/** One page of the lines of a potential change order, with their codes: those inside its show lack them. */
export async function listPotentialChangeOrderLines(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly potentialChangeOrderId: string },
): Promise<ProcorePage<ProcoreContractLine>> {
  const answer = await client.get({
    operation: 'listPotentialChangeOrderLines',
    path: requestPath`/rest/v1.0/potential_change_orders/${args.potentialChangeOrderId}/line_items`,
    query: { project_id: args.projectId, ...pageQuery(args.page) },
    schema: allRowsOf(contractLineSchema),
  });
  return listPage(answer, args.page);
}
