import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { flagOrNull, id, lenient, objectOrNull, textOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { requestPath } from '../calls/request-path';
import { rowsOf } from '../calls/rows';

export interface ProcoreSegment {
  readonly id: string;
  readonly name: string | null;
  /** `sub_job`, `cost_code`, `line_item_type` or `custom`. */
  readonly type: string | null;
  readonly required: boolean | null;
}

export interface ProcoreProjectSegmentItem {
  readonly id: string;
  readonly code: string | null;
  /** With the parents' parts. */
  readonly pathCode: string | null;
  readonly status: string | null;
}

const segmentSchema: z.ZodType<ProcoreSegment> = z.object({
  id,
  name: lenient(textOrNull),
  type: lenient(textOrNull),
  required: lenient(flagOrNull),
});

const itemSchema: z.ZodType<ProcoreProjectSegmentItem> = z
  .object({
    id,
    code: lenient(textOrNull),
    path_code: lenient(textOrNull),
    status: lenient(textOrNull),
    segment: lenient(objectOrNull(z.object({ type: textOrNull }))),
  })
  .transform(({ segment: _, ...row }) => camelCaseKeys(row));

/**
 * What a project's budget codes are made of. It does not come in pages.
 * https://developers.procore.com/reference/rest/segments?version=latest
 */
export async function listSegments(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string },
): Promise<ProcorePage<ProcoreSegment>> {
  const answer = await client.get({
    operation: 'listSegments',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/work_breakdown_structure/segments`,
    query: pageQuery(args.page),
    schema: rowsOf(segmentSchema),
  });
  return { ...listPage(answer, args.page), hasNext: false };
}

/**
 * Those of the project itself; with a sub job, those of its codes, beside which the project's may be shown too.
 * https://developers.procore.com/reference/rest/segment-items?version=latest
 */
export async function listSegmentItems(
  client: ProcoreClient,
  args: PageArguments & {
    readonly projectId: string;
    readonly segmentId: string;
    readonly subJobId?: string | undefined;
  },
): Promise<ProcorePage<ProcoreProjectSegmentItem>> {
  const answer = await client.get({
    operation: 'listSegmentItems',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/work_breakdown_structure/segments/${args.segmentId}/segment_items`,
    query: { legacy_sub_job_id: args.subJobId, ...pageQuery(args.page) },
    schema: rowsOf(itemSchema),
  });
  return listPage(answer, args.page);
}
