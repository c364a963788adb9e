import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import type { ProcoreClient } from '../calls/client';
import { flagOrNull, id, idOrNull, lenient } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { requestPath } from '../calls/request-path';
import { rowsOf } from '../calls/rows';

/** One line of a budget as a view shows it. */
export interface ProcoreBudgetRow {
  readonly id: string | null;
  readonly wbsCodeId: string | null;
  /** Amounts other than 0, by the title of their column or their member. */
  readonly amounts: Readonly<Record<string, string>>;
}

const amount = /^[+-]?\d+(\.\d+)?$/;
const notAmounts = ['id', 'wbs_code_id', 'cost_code_id', 'category_id', 'root_cost_code_id', 'biller_id'];

const rowSchema: z.ZodType<ProcoreBudgetRow> = z
  .looseObject({ id: idOrNull, wbs_code_id: lenient(idOrNull) })
  .transform((row) => ({
    id: row.id,
    wbsCodeId: row.wbs_code_id,
    amounts: Object.fromEntries(
      Object.entries(row).flatMap(([name, value]): [string, string][] =>
        !notAmounts.includes(name) && typeof value === 'string' && amount.test(value) && /[1-9]/.test(value)
          ? [[name, value]]
          : [],
      ),
    ),
  }));

const viewSchema = z.object({ id });

/** https://developers.procore.com/reference/rest/budget-views?version=latest */
export async function listBudgetViews(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string },
): Promise<ProcorePage<{ readonly id: string }>> {
  const answer = await client.get({
    operation: 'listBudgetViews',
    path: '/rest/v1.0/budget_views',
    query: { project_id: args.projectId, ...pageQuery(args.page) },
    schema: rowsOf(viewSchema),
  });
  return listPage(answer, args.page);
}

/** https://developers.procore.com/reference/rest/budget-view-detail-rows?version=latest */
export async function listBudgetRows(
  client: ProcoreClient,
  args: PageArguments & { readonly projectId: string; readonly viewId: string },
): Promise<ProcorePage<ProcoreBudgetRow>> {
  const answer = await client.get({
    operation: 'listBudgetRows',
    path: requestPath`/rest/v1.0/budget_views/${args.viewId}/detail_rows`,
    query: { project_id: args.projectId, ...pageQuery(args.page) },
    schema: rowsOf(rowSchema),
  });
  return listPage(answer, args.page);
}

/** What does not say that it is open counts as locked. */
export async function isBudgetLocked(client: ProcoreClient, args: { readonly projectId: string }): Promise<boolean> {
  const answer = await client.get({
    operation: 'showBudget',
    path: requestPath`/rest/v1.0/projects/${args.projectId}/budget`,
    schema: z.object({ locked: flagOrNull }),
  });
  return answer.value.locked !== false;
}

/**
 * A line of 0 for a code that has none.
 * https://developers.procore.com/reference/rest/budget-line-items?version=latest
 */
export async function createBudgetLine(
  client: ProcoreClient,
  args: { readonly projectId: string; readonly wbsCodeId: string },
): Promise<void> {
  await client.write({
    operation: 'createBudgetLine',
    method: 'POST',
    path: '/rest/v1.1/budget_line_items',
    body: {
      json: {
        project_id: new LosslessNumber(args.projectId),
        budget_line_item: { wbs_code_id: new LosslessNumber(args.wbsCodeId), original_budget_amount: '0.00' },
      },
    },
    schema: z.unknown(),
  });
}
