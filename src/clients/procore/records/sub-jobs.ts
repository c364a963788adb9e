import { z } from 'zod';
import type { ProcoreClient } from '../calls/client';
import { filledTextOrNull, id, lenient } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';

/** A part of a project with cost codes of its own. */
export interface ProcoreSubJob {
  readonly id: string;
  readonly code: string | null;
  readonly name: string | null;
}

const subJobSchema: z.ZodType<ProcoreSubJob> = z.object({
  id,
  code: filledTextOrNull,
  name: lenient(filledTextOrNull),
});

/**
 * One page of a project's sub jobs.
 * https://developers.procore.com/reference/rest/sub-jobs?version=latest
 */
export async function listSubJobs(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string },
): Promise<ProcorePage<ProcoreSubJob>> {
  const answer = await client.get({
    operation: 'listSubJobs',
    path: '/rest/v1.0/sub_jobs',
    query: { project_id: args.projectId, ...pageQuery(args.page) },
    schema: rowsOf(subJobSchema),
  });
  return listPage(answer, args.page);
}
