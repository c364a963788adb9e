import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { filledTextOrNull, flagOrNull, id, lenient, textOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { bulkAnswerSchema, type BulkAnswer } from '../calls/sync-answer';

export interface ProcoreStandardList {
  readonly id: string;
  readonly name: string;
  /** True: another connector's. */
  readonly isErpList: boolean | null;
}

export interface ProcoreStandardCode {
  readonly id: string;
  readonly code: string | null;
  readonly fullCode: string | null;
  readonly name: string | null;
  readonly originId: string | null;
}

/** A code as it is written; what is not given stays. */
export interface WrittenCode {
  readonly id?: string | undefined;
  readonly code?: string | undefined;
  readonly name: string;
  readonly originId?: string | undefined;
  readonly standardCodeId?: string | undefined;
  /** Only of one that is made: what stands is never moved. */
  readonly parentId?: string | undefined;
}

const listSchema: z.ZodType<ProcoreStandardList> = z
  .object({ id, name: z.string(), is_erp_list: lenient(flagOrNull) })
  .transform(camelCaseKeys);

const codeSchema: z.ZodType<ProcoreStandardCode> = z
  .object({
    id,
    code: lenient(textOrNull),
    full_code: lenient(textOrNull),
    name: lenient(textOrNull),
    origin_id: lenient(filledTextOrNull),
  })
  .transform(camelCaseKeys);

/** https://developers.procore.com/reference/rest/standard-cost-code-lists?version=latest */
export async function listStandardLists(
  client: ProcoreClient,
  args: PageArguments,
): Promise<ProcorePage<ProcoreStandardList>> {
  const answer = await client.get({
    operation: 'listStandardLists',
    path: '/rest/v1.0/standard_cost_code_lists',
    query: { company_id: client.companyId, ...pageQuery(args.page) },
    schema: rowsOf(listSchema),
  });
  return listPage(answer, args.page);
}

/**
 * One page of a list's codes; without the view only ids are shown.
 * https://developers.procore.com/reference/rest/standard-cost-codes?version=latest
 */
export async function listStandardCodes(
  client: ProcoreClient,
  args: PageArguments & { readonly listId: string },
): Promise<ProcorePage<ProcoreStandardCode>> {
  const answer = await client.get({
    operation: 'listStandardCodes',
    path: '/rest/v1.0/standard_cost_codes',
    query: {
      company_id: client.companyId,
      standard_cost_code_list_id: args.listId,
      view: 'extended',
      ...pageQuery(args.page),
    },
    schema: rowsOf(codeSchema),
  });
  return listPage(answer, args.page);
}

/** At most 1,000 rows, codes with those of their parents. One with an id changes that code; one with an unknown `origin_id` makes it. */
export async function syncStandardCodes(
  client: ProcoreClient,
  args: { readonly listId: string; readonly rows: readonly WrittenCode[] },
): Promise<BulkAnswer> {
  const answer = await client.write({
    operation: 'syncStandardCodes',
    method: 'PATCH',
    path: '/rest/v1.0/standard_cost_codes/sync',
    query: { view: 'extended' },
    body: {
      json: {
        company_id: new LosslessNumber(client.companyId),
        standard_cost_code_list_id: new LosslessNumber(args.listId),
        updates: args.rows.map(codeBody),
      },
    },
    schema: bulkAnswerSchema,
  });
  return answer.value;
}

export function codeBody({ id: codeId, code, name, originId, standardCodeId, parentId }: WrittenCode): object {
  return {
    ...(codeId === undefined ? {} : { id: new LosslessNumber(codeId) }),
    ...(code === undefined ? {} : { code }),
    name,
    ...(originId === undefined ? {} : { origin_id: originId }),
    ...(parentId === undefined ? {} : { parent_id: new LosslessNumber(parentId) }),
    ...(standardCodeId === undefined ? {} : { standard_cost_code_id: new LosslessNumber(standardCodeId) }),
  };
}
