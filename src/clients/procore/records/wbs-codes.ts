import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import type { ProcoreSegmentItem } from '../../../domain/procore/procore-documents';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { id, lenient, listOrEmpty, textOrNull, timeOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { bulkAnswerSchema, type BulkAnswer } from '../calls/sync-answer';
import { requestPath } from '../calls/request-path';
import { segmentItemSchema } from './wbs-code-schema';

export interface ProcoreProjectWbsCode {
  readonly id: string;
  readonly flatCode: string | null;
  readonly flatName: string | null;
  readonly description: string | null;
  /** `active` or `inactive`. */
  readonly status: string | null;
  readonly updatedAt: string | null;
  readonly segmentItems: readonly ProcoreSegmentItem[];
}

const projectWbsCodeSchema: z.ZodType<ProcoreProjectWbsCode> = z
  .object({
    id,
    flat_code: lenient(textOrNull),
    flat_name: lenient(textOrNull),
    description: lenient(textOrNull),
    status: lenient(textOrNull),
    updated_at: lenient(timeOrNull),
    segment_items: listOrEmpty(segmentItemSchema),
  })
  .transform(camelCaseKeys);

/**
 * One page of a project's budget codes, of both statuses, with the segments they are made of. There is no filter by id
 * and no show: the list is read whole and kept for a while.
 * https://developers.procore.com/reference/rest/codes?version=latest , https://developers.procore.com/documentation/tutorial-wbs
 */
export async function listWbsCodes(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string },
): Promise<ProcorePage<ProcoreProjectWbsCode>> {
  const answer = await client.get({
    operation: 'listWbsCodes',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/work_breakdown_structure/wbs_codes`,
    query: pageQuery(args.page),
    schema: rowsOf(projectWbsCodeSchema),
  });
  return listPage(answer, args.page);
}

export interface WrittenWbsCode {
  readonly items: readonly { readonly segmentId: string; readonly itemId: string }[];
  readonly description: string;
}

/**
 * Makes combinations; one that stands would get another description, so only missing ones belong here.
 * https://developers.procore.com/reference/rest/codes?version=latest
 */
export async function createWbsCodes(
  client: ProcoreClient,
  args: { readonly projectId: string; readonly rows: readonly WrittenWbsCode[] },
): Promise<BulkAnswer> {
  const bulk = args.rows.map(({ items, description }) => ({
    segment_items: items.map(({ segmentId, itemId }) => ({
      segment_id: new LosslessNumber(segmentId),
      segment_item_id: new LosslessNumber(itemId),
    })),
    description,
  }));
  const answer = await client.write({
    operation: 'createWbsCodes',
    method: 'PATCH',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/work_breakdown_structure/wbs_codes/bulk_create`,
    body: { json: { bulk } },
    schema: bulkAnswerSchema,
  });
  return answer.value;
}

/** There is no deletion: a code is active or not. */
export async function setWbsStatus(
  client: ProcoreClient,
  args: { readonly projectId: string; readonly wbsCodeId: string; readonly status: 'active' | 'inactive' },
): Promise<void> {
  await client.write({
    operation: 'setWbsStatus',
    method: 'PATCH',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/work_breakdown_structure/wbs_codes/${args.wbsCodeId}`,
    body: { json: { status: args.status } },
    schema: z.unknown(),
  });
}
