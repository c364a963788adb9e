import { z } from 'zod';
import type {
  ListedDirectCost,
  ListedDirectCostLine,
  ProcoreDirectCost,
  ProcoreDirectCostLine,
} from '../../../domain/procore/procore-direct-costs';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import {
  countOrNull,
  dateOrNull,
  decimalOrNull,
  filledTextOrNull,
  id,
  idOrNull,
  lenient,
  textOrNull,
  time,
  timeOrNull,
} from '../calls/fields';
import { itemsPerPage, listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { requestPath } from '../calls/request-path';
import { rowsOf, type UnreadableRow } from '../calls/rows';
import { updatedRange } from '../calls/updated-range';
import type { UpdatedWithin } from './commitments';
import { contractLineSchema } from './contract-line-schema';
import { currencySchema } from './currency-schema';

interface OfProject {
  readonly projectId: string;
}

const listedMembers = z.object({
  id,
  direct_cost_type: z.string().min(1),
  status: z.string().min(1),
  direct_cost_date: dateOrNull,
  received_date: dateOrNull,
  invoice_number: filledTextOrNull,
  vendor_id: idOrNull,
  /** A name in lists; only a shown one has an object here. */
  vendor: z.union([z.string(), z.object({ id: idOrNull })]).nullish(),
  description: lenient(textOrNull),
  grand_total: decimalOrNull,
  origin_id: filledTextOrNull,
  currency_configuration: currencySchema,
  created_at: lenient(timeOrNull),
  updated_at: time,
  deleted_at: timeOrNull,
});

function listedOf(row: z.output<typeof listedMembers>): Omit<ListedDirectCost, 'projectId'> {
  const { direct_cost_type: type, vendor_id: vendorId, vendor, currency_configuration: currency, ...rest } = row;
  const shown = typeof vendor === 'object' ? vendor?.id : null;
  return { ...camelCaseKeys(rest), type, currency, vendorId: vendorId ?? shown ?? null };
}

const listedSchema = listedMembers.transform(listedOf);

const lineSchema: z.ZodType<ProcoreDirectCostLine> = contractLineSchema.and(
  z.object({ updated_at: lenient(timeOrNull) }).transform(camelCaseKeys),
);

/** Without its lines it would cost nothing: an answer that has none of that name, or fewer than it says, is refused. */
const shownSchema = listedMembers
  .extend({ line_items_count: lenient(countOrNull), line_items: z.array(lineSchema) })
  .refine(({ line_items_count: count, line_items: lines }) => count === null || count === lines.length, {
    error: 'expected as many lines as line_items_count says',
    path: ['line_items'],
  })
  .transform(({ line_items: lineItems, line_items_count: _, ...row }) => ({ ...listedOf(row), lineItems }));

/**
 * One page of a project's direct costs that changed in a range. Neither their lines nor deleted ones are in it.
 * https://developers.procore.com/reference/rest/direct-costs?version=latest
 */
export async function listDirectCosts(
  client: ProcoreClient,
  { projectId, updated, page }: OfProject & PageArguments & { readonly updated: UpdatedWithin },
): Promise<ProcorePage<ListedDirectCost>> {
  const answer = await client.get({
    operation: 'listDirectCosts',
    path: requestPath`/rest/v1.1/projects/${projectId}/direct_costs`,
    query: { 'filters[updated_at]': updatedRange(updated.from, updated.to), ...pageQuery(page) },
    schema: rowsOf(listedSchema),
  });
  const { items, ...rest } = listPage(answer, page);
  return { ...rest, items: items.map((row) => ({ ...row, projectId })) };
}

/** By their ids, at most a page of them. Those that do not come back are deleted, or not visible. */
export async function directCostsByIds(
  client: ProcoreClient,
  { projectId, directCostIds }: OfProject & { readonly directCostIds: readonly string[] },
): Promise<{ readonly found: readonly ListedDirectCost[]; readonly unreadable: readonly UnreadableRow[] }> {
  const wanted = new Set(directCostIds);
  if (wanted.size > itemsPerPage) {
    throw new RangeError(`at most ${String(itemsPerPage)} ids of direct costs in one call, not ${String(wanted.size)}`);
  }
  if (wanted.size === 0) return { found: [], unreadable: [] };
  const answer = await client.get({
    operation: 'directCostsByIds',
    path: requestPath`/rest/v1.1/projects/${projectId}/direct_costs`,
    query: { 'filters[id][]': [...wanted], ...pageQuery(1) },
    schema: rowsOf(listedSchema),
  });
  // Procore does not say that it refuses a filter it does not know; strangers would be taken for an answer.
  const { readable, unreadable } = answer.value;
  return {
    found: readable.filter((row) => wanted.has(row.id)).map((row) => ({ ...row, projectId })),
    unreadable: unreadable.filter((row) => row.id !== null && wanted.has(row.id)),
  };
}

/** A direct cost with all its lines; null when it is gone or not visible. */
export async function showDirectCost(
  client: ProcoreClient,
  { projectId, directCostId }: OfProject & { readonly directCostId: string },
): Promise<ProcoreDirectCost | null> {
  const answer = await client.find({
    operation: 'showDirectCost',
    path: requestPath`/rest/v1.1/projects/${projectId}/direct_costs/${directCostId}`,
    query: {},
    schema: shownSchema,
  });
  return answer === null ? null : { ...answer.value, projectId };
}

const listedLineSchema = z
  .object({ id, holder: z.object({ id }), updated_at: time })
  .transform(({ id: lineId, holder, updated_at }): ListedDirectCostLine => ({
    id: lineId,
    directCostId: holder.id,
    updatedAt: updated_at,
  }));

/**
 * One page of the lines of all of a project's direct costs that changed in a range: whether an edit of a line moves the time of its
 * direct cost is not documented.
 */
export async function listDirectCostLines(
  client: ProcoreClient,
  { projectId, updated, page }: OfProject & PageArguments & { readonly updated: UpdatedWithin },
): Promise<ProcorePage<ListedDirectCostLine>> {
  const answer = await client.get({
    operation: 'listDirectCostLines',
    path: requestPath`/rest/v1.0/projects/${projectId}/direct_costs/line_items`,
    query: { 'filters[updated_at]': updatedRange(updated.from, updated.to), ...pageQuery(page) },
    schema: rowsOf(listedLineSchema),
  });
  return listPage(answer, page);
}
