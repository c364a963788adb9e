import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { filledTextOrNull, flagOrNull, id, percentOrNull, textOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';

export interface ProcoreTaxCode {
  readonly id: string;
  readonly code: string | null;
  readonly description: string | null;
  readonly rate1: string | null;
  readonly archived: boolean | null;
  readonly originId: string | null;
}

const taxCodeSchema: z.ZodType<ProcoreTaxCode> = z
  .object({
    id,
    code: filledTextOrNull,
    description: textOrNull,
    rate1: percentOrNull,
    archived: flagOrNull,
    origin_id: filledTextOrNull,
  })
  .transform(camelCaseKeys);

/** https://developers.procore.com/reference/rest/tax-codes?version=latest */
export async function listTaxCodes(client: ProcoreClient, args: PageArguments): Promise<ProcorePage<ProcoreTaxCode>> {
  const answer = await client.get({
    operation: 'listTaxCodes',
    path: '/rest/v1.0/tax_codes',
    query: { company_id: client.companyId, ...pageQuery(args.page) },
    schema: rowsOf(taxCodeSchema),
  });
  return listPage(answer, args.page);
}
