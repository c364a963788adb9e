import type { ProcoreLineItemType } from '../../../domain/procore/procore-commitments';
import type { ProcoreClient } from '../calls/client';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { lineItemTypeSchema } from './contract-line-schema';

/** https://developers.procore.com/reference/rest/line-item-types-cost-types?version=latest */
export async function listLineItemTypes(
  client: ProcoreClient,
  args: PageArguments,
): Promise<ProcorePage<ProcoreLineItemType>> {
  const answer = await client.get({
    operation: 'listLineItemTypes',
    path: '/rest/v1.0/line_item_types',
    query: { company_id: client.companyId, ...pageQuery(args.page) },
    schema: rowsOf(lineItemTypeSchema),
  });
  return listPage(answer, args.page);
}
