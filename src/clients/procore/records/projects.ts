import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { dateOrNull, filledTextOrNull, flagOrNull, id, objectOrNull, textOrNull, timeOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { requestPath } from '../calls/request-path';

export interface ProcoreProject {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly projectNumber: string | null;
  readonly accountingProjectNumber: string | null;
  readonly active: boolean | null;
  readonly stageName: string | null;
  readonly originId: string | null;
  readonly originCode: string | null;
  readonly timeZone: string | null;
  readonly startDate: string | null;
  readonly completionDate: string | null;
  readonly updatedAt: string | null;
}

const projectSchema: z.ZodType<ProcoreProject> = z
  .object({
    id,
    name: z.string(),
    display_name: textOrNull,
    project_number: filledTextOrNull,
    accounting_project_number: filledTextOrNull,
    active: flagOrNull,
    project_stage: objectOrNull(z.object({ name: textOrNull })),
    origin_id: filledTextOrNull,
    origin_code: filledTextOrNull,
    time_zone: filledTextOrNull,
    start_date: dateOrNull,
    completion_date: dateOrNull,
    updated_at: timeOrNull,
  })
  .transform(({ project_stage, ...row }) => ({ ...camelCaseKeys(row), stageName: project_stage?.name ?? null }));

/**
 * One page of the active projects that the service account may use; others do not appear.
 * https://developers.procore.com/reference/rest/projects?version=latest
 */
export async function listActiveProjects(
  client: ProcoreClient,
  args: PageArguments,
): Promise<ProcorePage<ProcoreProject>> {
  const answer = await client.get({
    operation: 'listActiveProjects',
    path: '/rest/v1.1/projects',
    query: {
      company_id: client.companyId,
      'filters[by_status]': 'Active',
      view: 'normal',
      ...pageQuery(args.page),
    },
    schema: rowsOf(projectSchema),
  });
  return listPage(answer, args.page);
}

/**
 * Null when it is gone or the account may not use it.
 * https://developers.procore.com/reference/rest/projects?version=latest
 */
export async function showProject(
  client: ProcoreClient,
  args: { readonly projectId: string },
): Promise<ProcoreProject | null> {
  const answer = await client.find({
    operation: 'showProject',
    path: requestPath`/rest/v1.0/projects/${args.projectId}`,
    query: { company_id: client.companyId },
    schema: projectSchema,
  });
  return answer?.value ?? null;
}
