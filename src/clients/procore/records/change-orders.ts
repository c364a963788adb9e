import { z } from 'zod';
import type {
  ProcoreChangeOrderPackage,
  ProcoreCommitmentChangeOrder,
} from '../../../domain/procore/procore-change-orders';
import type { ProcoreContractLine } from '../../../domain/procore/procore-commitments';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { contractLineSchema } from './contract-line-schema';
import { currencySchema } from './currency-schema';
import {
  decimalOrNull,
  filledTextOrNull,
  flagOrNull,
  id,
  idOrNull,
  lenient,
  listOrEmpty,
  textOrNull,
  timeOrNull,
} from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { allRowsOf, rowsOf, type UnreadableRow } from '../calls/rows';
import { requestPath } from '../calls/request-path';
import { updatedRange } from '../calls/updated-range';
import { v2Envelope } from '../calls/v2-page';

interface OfProject {
  readonly projectId: string;
}

const packageSchema: z.ZodType<ProcoreChangeOrderPackage> = z
  .object({
    id,
    contract_id: idOrNull,
    type: lenient(textOrNull),
    number: lenient(textOrNull),
    revision: lenient(textOrNull),
    title: lenient(textOrNull),
    status: z.string().min(1),
    grand_total: lenient(decimalOrNull),
    executed: lenient(flagOrNull),
    origin_id: lenient(filledTextOrNull),
    origin_code: lenient(filledTextOrNull),
    reviewed_at: lenient(textOrNull),
    currency_configuration: currencySchema,
    updated_at: lenient(timeOrNull),
    deleted_at: lenient(timeOrNull),
    line_items: listOrEmpty(contractLineSchema),
  })
  .transform(({ currency_configuration, ...row }) => ({ ...camelCaseKeys(row), currency: currency_configuration }));

/**
 * A package with its lines; null when it is gone or not visible. Packages of prime contracts are found here too.
 * https://developers.procore.com/reference/rest/change-order-packages?version=latest
 */
export async function showChangeOrderPackage(
  client: ProcoreClient,
  args: OfProject & { readonly packageId: string },
): Promise<ProcoreChangeOrderPackage | null> {
  const answer = await client.find({
    operation: 'showChangeOrderPackage',
    path: requestPath`/rest/v1.0/change_order_packages/${args.packageId}`,
    query: { project_id: args.projectId },
    schema: packageSchema,
  });
  return answer?.value ?? null;
}

const commitmentChangeOrderSchema: z.ZodType<ProcoreCommitmentChangeOrder> = z
  .object({
    id,
    contract_id: id,
    batch_id: idOrNull,
    legacy_package_id: idOrNull,
    legacy_request_id: idOrNull,
    number: lenient(textOrNull),
    revision: lenient(textOrNull),
    title: lenient(textOrNull),
    status: z.string().min(1),
    grand_total: lenient(decimalOrNull),
    type: lenient(textOrNull),
    executed: lenient(flagOrNull),
    reviewed_at: lenient(textOrNull),
    updated_at: lenient(timeOrNull),
    currency_configuration: currencySchema,
  })
  .transform(({ currency_configuration, ...row }) => ({ ...camelCaseKeys(row), currency: currency_configuration }));

/**
 * The commitment change orders of a project, of one contract, of one package or in a range of `updated_at`. The
 * reference names no paging, so all come at once. One that is in no package (two tiers, no batch) has no
 * `legacyPackageId`: a normal case.
 * https://developers.procore.com/reference/rest/commitment-change-orders?version=latest
 */
export async function listCommitmentChangeOrders(
  client: ProcoreClient,
  args: OfProject & {
    readonly contractId?: string | undefined;
    readonly packageId?: string | undefined;
    readonly updated?: { readonly from: Date; readonly to: Date } | undefined;
  },
): Promise<readonly ProcoreCommitmentChangeOrder[]> {
  const answer = await client.get({
    operation: 'listCommitmentChangeOrders',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/commitment_change_orders`,
    query: {
      view: 'extended',
      'filters[contract_id]': args.contractId,
      'filters[legacy_package_id]': args.packageId,
      'filters[updated_at]': args.updated && updatedRange(args.updated.from, args.updated.to),
    },
    schema: z.array(commitmentChangeOrderSchema),
  });
  return answer.value;
}

/**
 * The same list with each row by itself, so that one that cannot be read does not keep others from being seen: those that changed in a
 * range, or those of these ids. What does not come back is not visible.
 */
export async function listedCommitmentChangeOrders(
  client: ProcoreClient,
  args: OfProject & {
    readonly ids?: readonly string[];
    readonly updated?: { readonly from: Date; readonly to: Date };
  },
): Promise<{ readonly found: readonly ProcoreCommitmentChangeOrder[]; readonly unreadable: readonly UnreadableRow[] }> {
  const { projectId, ids, updated } = args;
  if (ids?.length === 0) return { found: [], unreadable: [] };
  const answer = await client.get({
    operation: 'listedCommitmentChangeOrders',
    path: requestPath`/rest/v1.0/projects/${projectId}/commitment_change_orders`,
    query: {
      view: 'extended',
      ...(ids === undefined ? {} : { 'filters[id][]': [...ids] }),
      'filters[updated_at]': updated && updatedRange(updated.from, updated.to),
    },
    schema: rowsOf(commitmentChangeOrderSchema),
  });
  // Procore does not say that it refuses a filter it does not know; strangers would be taken for an answer.
  const isWanted = ({ id: own }: { readonly id: string | null }): boolean =>
    ids === undefined || (own !== null && ids.includes(own));
  const { readable, unreadable } = answer.value;
  return { found: readable.filter(isWanted), unreadable: unreadable.filter(isWanted) };
}

/**
 * One page of the lines of a commitment change order; its id is not a package id.
 * https://developers.procore.com/reference/rest/commitment-change-order-line-items?version=latest
 */
export async function listCommitmentChangeOrderLines(
  client: ProcoreClient,
  args: OfProject & PageArguments & { readonly commitmentChangeOrderId: string },
): Promise<ProcorePage<ProcoreContractLine>> {
  const { projectId, commitmentChangeOrderId } = args;
  const answer = await client.get({
    operation: 'listCommitmentChangeOrderLines',
    path: requestPath`/rest/v2.0/companies/${client.companyId}/projects/${projectId}/commitment_change_orders/${commitmentChangeOrderId}/line_items`,
    query: pageQuery(args.page),
    schema: v2Envelope(allRowsOf(contractLineSchema)),
  });
  return listPage(answer, args.page);
}
