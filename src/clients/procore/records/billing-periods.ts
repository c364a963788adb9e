import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { countOrNull, dateOrNull, id, textOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { requestPath } from '../calls/request-path';

export interface ProcoreBillingPeriod {
  readonly id: string;
  readonly position: number | null;
  /** `open` or `closed`. */
  readonly status: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly dueDate: string | null;
}

const billingPeriodSchema: z.ZodType<ProcoreBillingPeriod> = z
  .object({
    id,
    position: countOrNull,
    status: textOrNull,
    start_date: dateOrNull,
    end_date: dateOrNull,
    due_date: dateOrNull,
  })
  .transform(camelCaseKeys);

/** https://developers.procore.com/reference/rest/billing-periods?version=latest */
export async function listBillingPeriods(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string },
): Promise<ProcorePage<ProcoreBillingPeriod>> {
  const answer = await client.get({
    operation: 'listBillingPeriods',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/billing_periods`,
    query: pageQuery(args.page),
    schema: rowsOf(billingPeriodSchema),
  });
  return listPage(answer, args.page);
}
