import { z } from 'zod';
import type { ProcoreLineItemType } from '../../../domain/procore/procore-commitments';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { lineItemTypeSchema } from './contract-line-schema';
import {
  filledTextOrNull,
  id,
  idOrNull,
  lenient,
  listOrEmpty,
  objectOrNull,
  textOrNull,
  timeOrNull,
} from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { bulkAnswerSchema, type BulkAnswer } from '../calls/sync-answer';
import { codeBody, type WrittenCode } from './standard-cost-codes';

/** It belongs to a project or to a sub job, so the same `fullCode` can occur several times in one project. */
export interface ProcoreCostCode {
  readonly id: string;
  /** Own part only. */
  readonly code: string | null;
  /** With the parents' parts. */
  readonly fullCode: string | null;
  readonly name: string | null;
  readonly billerId: string | null;
  /** `Project` or `SubJob`. */
  readonly billerType: string | null;
  readonly parentId: string | null;
  readonly lineItemTypes: readonly ProcoreLineItemType[];
  readonly originId: string | null;
  readonly updatedAt: string | null;
  readonly deletedAt: string | null;
}

const costCodeSchema: z.ZodType<ProcoreCostCode> = z
  .object({
    id,
    code: textOrNull,
    full_code: textOrNull,
    name: lenient(textOrNull),
    biller_id: idOrNull,
    biller_type: textOrNull,
    parent: lenient(objectOrNull(z.object({ id: idOrNull }))),
    line_item_types: listOrEmpty(lineItemTypeSchema).catch([]),
    origin_id: lenient(filledTextOrNull),
    updated_at: lenient(timeOrNull),
    deleted_at: lenient(timeOrNull),
  })
  .transform(({ parent, ...row }) => ({ ...camelCaseKeys(row), parentId: parent?.id ?? null }));

/**
 * One page of a project's cost codes, or of one sub job's.
 * https://developers.procore.com/reference/rest/cost-codes?version=latest
 */
export async function listCostCodes(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string; readonly subJobId?: string | undefined },
): Promise<ProcorePage<ProcoreCostCode>> {
  const answer = await client.get({
    operation: 'listCostCodes',
    path: '/rest/v1.0/cost_codes',
    query: { project_id: args.projectId, sub_job_id: args.subJobId, ...pageQuery(args.page) },
    schema: rowsOf(costCodeSchema),
  });
  return listPage(answer, args.page);
}

/**
 * At most 1,000 rows of a project's own codes, or of one sub job's; of each its own part, without the parents'. On a project with an ERP only this writes them.
 * https://developers.procore.com/reference/rest/cost-codes?version=latest
 */
export async function syncCostCodes(
  client: ProcoreClient,
  args: { readonly projectId: string; readonly subJobId?: string | undefined; readonly rows: readonly WrittenCode[] },
): Promise<BulkAnswer> {
  const answer = await client.write({
    operation: 'syncCostCodes',
    method: 'PATCH',
    path: '/rest/v1.0/cost_codes/sync',
    query: { project_id: args.projectId, sub_job_id: args.subJobId },
    body: { json: { updates: args.rows.map(codeBody) } },
    schema: bulkAnswerSchema,
  });
  return answer.value;
}
