import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { flagOrNull, id, textOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';

export interface ProcoreCompany {
  readonly id: string;
  readonly name: string | null;
  readonly isActive: boolean | null;
}

const companySchema: z.ZodType<ProcoreCompany> = z
  .object({ id, name: textOrNull, is_active: flagOrNull })
  .transform(camelCaseKeys);

/**
 * One page of the companies that installed the app.
 * https://developers.procore.com/reference/rest/companies?version=latest
 */
export async function listCompanies(client: ProcoreClient, args: PageArguments): Promise<ProcorePage<ProcoreCompany>> {
  const answer = await client.get({
    operation: 'listCompanies',
    path: '/rest/v1.0/companies',
    query: pageQuery(args.page),
    schema: rowsOf(companySchema),
  });
  return listPage(answer, args.page);
}
