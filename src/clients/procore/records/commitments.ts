import { z } from 'zod';
import type { ListedCommitment, ProcoreCommitment } from '../../../domain/procore/procore-commitments';
import { Rejected } from '../../http/client-error';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { contractLineSchema } from './contract-line-schema';
import { currencySchema } from './currency-schema';
import {
  dateOrNull,
  decimalOrNull,
  filledTextOrNull,
  flagOrNull,
  id,
  idOrNull,
  lenient,
  objectOrNull,
  percentOrNull,
  textOrNull,
  time,
  timeOrNull,
} from '../calls/fields';
import { itemsPerPage, listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf, type UnreadableRow } from '../calls/rows';
import { updatedRange } from '../calls/updated-range';
import { requestPath } from '../calls/request-path';

export type CommitmentType = ProcoreCommitment['type'];

const pathSegments: Readonly<Record<CommitmentType, string>> = {
  WorkOrderContract: 'work_order_contracts',
  PurchaseOrderContract: 'purchase_order_contracts',
};

const commitmentMembers = z.object({
  id,
  number: textOrNull,
  title: lenient(textOrNull),
  status: z.string().min(1),
  executed: lenient(flagOrNull),
  accounting_method: lenient(textOrNull),
  vendor: objectOrNull(z.object({ id: idOrNull, company: lenient(filledTextOrNull) })),
  project: objectOrNull(z.object({ id: idOrNull })),
  origin_id: filledTextOrNull,
  origin_code: filledTextOrNull,
  origin_data: lenient(textOrNull),
  grand_total: lenient(decimalOrNull),
  revised_contract: lenient(decimalOrNull),
  approved_change_orders: lenient(decimalOrNull),
  retainage_percent: lenient(percentOrNull),
  contract_date: lenient(dateOrNull),
  execution_date: lenient(dateOrNull),
  payment_terms: lenient(textOrNull),
  delivery_date: lenient(dateOrNull),
  currency_configuration: currencySchema,
  created_at: lenient(timeOrNull),
  updated_at: time,
  deleted_at: lenient(timeOrNull),
});

type CommitmentRow = z.output<typeof commitmentMembers>;

function commitmentOf({ vendor, project, currency_configuration, ...row }: CommitmentRow) {
  return {
    ...camelCaseKeys(row),
    vendorId: vendor?.id ?? null,
    vendorName: vendor?.company ?? null,
    statedProjectId: project?.id ?? null,
    currency: currency_configuration,
  };
}

const listedCommitmentSchema = commitmentMembers.transform(commitmentOf);

/** Without its lines it would be taken for a contract that has none. */
const shownCommitmentSchema = commitmentMembers
  .extend({ line_items: z.array(contractLineSchema) })
  .transform(({ line_items, ...row }) => ({ ...commitmentOf(row), lineItems: line_items }));

/**
 * A subcontract or purchase order with its lines, by v1.0, because v2.0 hides the origin fields. Null when it is gone
 * or not visible.
 * https://developers.procore.com/reference/rest/work-order-contracts?version=latest , /purchase-order-contracts
 */
export async function showCommitment(
  client: ProcoreClient,
  args: {
    readonly projectId: string;
    readonly commitmentId: string;
    /** As a requisition states it. */
    readonly commitmentType: string;
  },
): Promise<ProcoreCommitment | null> {
  const operation = 'showCommitment';
  const { commitmentType } = args;
  if (!isCommitmentType(commitmentType)) {
    throw new Rejected(
      `procore ${operation}: commitment_type must be WorkOrderContract or PurchaseOrderContract; this requisition states another`,
      { system: 'procore', operation, detail: { reason: 'unknownCommitmentType' } },
    );
  }
  const answer = await client.find({
    operation,
    path: commitmentPath({ commitmentType, commitmentId: args.commitmentId }),
    query: { project_id: args.projectId },
    schema: shownCommitmentSchema,
  });
  if (answer === null) return null;
  const { statedProjectId, ...commitment } = answer.value;
  return { ...commitment, type: commitmentType, projectId: statedProjectId ?? args.projectId };
}

function isCommitmentType(text: string): text is CommitmentType {
  return Object.hasOwn(pathSegments, text);
}

/** Of the one commitment, by v1.0. */
export function commitmentPath(of: { readonly commitmentType: CommitmentType; readonly commitmentId: string }): string {
  return requestPath`/rest/v1.0/${pathSegments[of.commitmentType]}/${of.commitmentId}`;
}

export interface UpdatedWithin {
  readonly from: Date;
  readonly to: Date;
}

interface OfKind {
  readonly projectId: string;
  readonly type: CommitmentType;
}

/**
 * One page of a project's commitments of one kind; with a range, those that changed in it, deleted ones too. No view of the list
 * has lines. Both ends of the range are always given, because Procore does not say what an open one means.
 * https://developers.procore.com/reference/rest/work-order-contracts?version=latest , /purchase-order-contracts
 */
export async function listCommitments(
  client: ProcoreClient,
  args: OfKind & PageArguments & { readonly updated?: UpdatedWithin },
): Promise<ProcorePage<ListedCommitment>> {
  const { updated } = args;
  const answer = await client.get({
    operation: 'listCommitments',
    path: `/rest/v1.0/${pathSegments[args.type]}`,
    query: {
      project_id: args.projectId,
      view: 'extended',
      ...(updated === undefined
        ? {}
        : { 'filters[updated_at]': updatedRange(updated.from, updated.to), 'filters[include_deleted]': 'with' }),
      ...pageQuery(args.page),
    },
    schema: rowsOf(listedCommitmentSchema),
  });
  const { items, ...page } = listPage(answer, args.page);
  return { ...page, items: items.map((row) => listedOf(args, row)) };
}

/** Commitments of one kind by their ids, at most a page of them, deleted ones too. Those that do not come back are not visible. */
export async function commitmentsByIds(
  client: ProcoreClient,
  args: OfKind & { readonly commitmentIds: readonly string[] },
): Promise<{ readonly found: readonly ListedCommitment[]; readonly unreadable: readonly UnreadableRow[] }> {
  const wanted = new Set(args.commitmentIds);
  if (wanted.size > itemsPerPage) {
    throw new RangeError(`at most ${String(itemsPerPage)} commitment ids in one call, not ${String(wanted.size)}`);
  }
  if (wanted.size === 0) return { found: [], unreadable: [] };
  const answer = await client.get({
    operation: 'commitmentsByIds',
    path: `/rest/v1.0/${pathSegments[args.type]}`,
    query: {
      project_id: args.projectId,
      view: 'extended',
      'filters[id][]': [...wanted],
      'filters[include_deleted]': 'with',
      ...pageQuery(1),
    },
    schema: rowsOf(listedCommitmentSchema),
  });
  // Procore does not say that it refuses a filter it does not know; strangers would be taken for an answer.
  const { readable, unreadable } = answer.value;
  return {
    found: readable.filter(({ id: one }) => wanted.has(one)).map((row) => listedOf(args, row)),
    unreadable: unreadable.filter(({ id: one }) => one !== null && wanted.has(one)),
  };
}

/** A project's commitments of either kind that carry this origin id, deleted ones too. */
export async function commitmentsByOrigin(
  client: ProcoreClient,
  { projectId, originId }: { readonly projectId: string; readonly originId: string },
): Promise<readonly ListedCommitment[]> {
  const found: ListedCommitment[] = [];
  for (const type of ['PurchaseOrderContract', 'WorkOrderContract'] as const) {
    const answer = await client.get({
      operation: 'commitmentsByOrigin',
      path: `/rest/v1.0/${pathSegments[type]}`,
      query: {
        project_id: projectId,
        view: 'extended',
        'filters[origin_id]': originId,
        'filters[include_deleted]': 'with',
        ...pageQuery(1),
      },
      schema: rowsOf(listedCommitmentSchema),
    });
    const { unreadable } = answer.value;
    if (unreadable.length > 0) {
      const detail = { reason: 'unexpectedShape', rows: unreadable.length };
      const facts = { system: 'procore', operation: 'commitmentsByOrigin', detail };
      throw new Rejected('procore commitmentsByOrigin: a commitment does not have the documented shape', facts);
    }
    // Procore does not say that it refuses a filter it does not know; strangers would be taken for an answer.
    const rows = answer.value.readable.filter((row) => row.originId === originId);
    found.push(...rows.map((row) => listedOf({ type, projectId }, row)));
  }
  return found;
}

function listedOf({ type, projectId }: OfKind, row: ReturnType<typeof commitmentOf>): ListedCommitment {
  const { statedProjectId, ...commitment } = row;
  return { ...commitment, type, projectId: statedProjectId ?? projectId };
}

const contractDetailSchema = z.object({ id, line_item_id: idOrNull }).transform(camelCaseKeys);

/**
 * The lines of a commitment's subcontractor schedule of values, all at once: the list does not page. Null when the
 * commitment is gone or not visible, or has no such schedule.
 * https://developers.procore.com/reference/rest/work-order-contracts?version=latest
 */
export async function listContractDetails(
  client: ProcoreClient,
  args: { readonly projectId: string; readonly commitmentId: string; readonly type: CommitmentType },
): Promise<readonly { readonly id: string; readonly lineItemId: string | null }[] | null> {
  const answer = await client.find({
    operation: 'listContractDetails',
    path: requestPath`/rest/v1.0/${pathSegments[args.type]}/${args.commitmentId}/line_item_contract_details`,
    query: { project_id: args.projectId },
    schema: z.array(contractDetailSchema),
  });
  return answer?.value ?? null;
}
