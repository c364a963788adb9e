import { z } from 'zod';
import { Rejected } from '../../http/client-error';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import {
  dateOrNull,
  filledTextOrNull,
  flagOrNull,
  id,
  lenient,
  objectOrNull,
  textOrNull,
  timeOrNull,
} from '../calls/fields';
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
    name: z.string().nullish().catch(null),
    display_name: lenient(textOrNull),
    project_number: lenient(filledTextOrNull),
    accounting_project_number: lenient(filledTextOrNull),
    active: lenient(flagOrNull),
    project_stage: lenient(objectOrNull(z.object({ name: textOrNull }))),
    origin_id: lenient(filledTextOrNull),
    origin_code: lenient(filledTextOrNull),
    time_zone: lenient(filledTextOrNull),
    start_date: lenient(dateOrNull),
    completion_date: lenient(dateOrNull),
    updated_at: lenient(timeOrNull),
  })
  .transform(({ name, project_stage, ...row }) => ({
    ...camelCaseKeys(row),
    name: name ?? '',
    stageName: project_stage?.name ?? null,
  }));

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
 * Null when it is gone or the account may not use it: 404 and 403 of a project mean either (reference 1.3).
 * https://developers.procore.com/reference/rest/projects?version=latest
 */
export async function showProject(
  client: ProcoreClient,
  args: { readonly projectId: string },
): Promise<ProcoreProject | null> {
  try {
    const answer = await client.find({
      operation: 'showProject',
      path: requestPath`/rest/v1.0/projects/${args.projectId}`,
      query: { company_id: client.companyId },
      schema: projectSchema,
    });
    return answer?.value ?? null;
  } catch (error) {
    if (error instanceof Rejected && error.detail['reason'] === 'projectOrToolNotPermitted') return null;
    throw error;
  }
}
