import { Router } from 'express';
import { isJsonObject, type JsonObject } from '../../../http/json-value';
import { sendJson } from '../../../http/send-json';
import { listedLine } from '../../answers/line-view';
import { CONTRACT_DETAIL_MEMBERS } from '../../answers/published-commitment';
import { byDeletion, unlessDeleted } from '../../list/deleted-rows';
import { filterRows, memberFilters, type Filters } from '../../list/filter-rows';
import { pick, published } from '../../list/members';
import { queryOf } from '../../list/query-of';
import { sendPage } from '../../list/send-page';
import { COMMITMENT_COLLECTIONS } from '../../records/collections';
import type { SandboxContext } from '../../sandbox-context';
import { found, pathParameter, projectInQuery, viewOf } from '../scope';
import { listedCommitment, rowsOf, shownCommitment } from './commitment-view';

const FILTERS = memberFilters({
  id: 'ids',
  status: 'texts',
  created_at: 'range',
  updated_at: 'range',
  origin_id: 'texts',
});
const idOfMember = (member: string) => (row: JsonObject) => {
  const value = row[member];
  return isJsonObject(value) ? value['id'] : undefined;
};
const LINE_FILTERS: Filters = {
  ...memberFilters({ id: 'ids', created_at: 'range', updated_at: 'range' }),
  cost_code_id: { kind: 'ids', read: idOfMember('cost_code') },
  line_item_type_id: { kind: 'ids', read: idOfMember('line_item_type') },
};
const DETAIL_FILTERS = memberFilters({ id: 'ids', line_item_id: 'ids' });
const SSOV_SOURCE_MEMBERS = ['id', 'amount', 'description', 'position', 'code'];

/** The v1.0 forms, the only ones that show the origin fields. */
export function commitmentRoutes(context: SandboxContext): Router {
  const router = Router();
  for (const collection of COMMITMENT_COLLECTIONS) {
    const name = collection === 'work_order_contracts' ? 'WorkOrderContract' : 'PurchaseOrderContract';
    const path = `/rest/v1.0/${collection}`;
    const contractOf = (request: Parameters<typeof projectInQuery>[1]) => {
      const id = pathParameter(request, 'id');
      const projectId = projectInQuery(context, request);
      const contract = unlessDeleted(context.store.projectSet(projectId, collection).get(id));
      return { projectId, contract: found(contract, `${name} with 'id'=${id}`) };
    };

    router.get(path, (request, response) => {
      const projectId = projectInQuery(context, request);
      const view = viewOf(request, ['compact', 'extended']);
      const query = queryOf(request);
      const contracts = context.store.projectSet(projectId, collection).list();
      const rows = filterRows(byDeletion(contracts, query), query, FILTERS);
      sendPage(request, response, rows, (row) => listedCommitment(context, projectId, row, view));
    });
    router.get(`${path}/:id`, (request, response) => {
      const { projectId, contract } = contractOf(request);
      sendJson(response, 200, shownCommitment(context, projectId, collection, contract));
    });
    router.get(`${path}/:id/line_items`, (request, response) => {
      const view = viewOf(request, ['default', 'ssov_source_lines']);
      const lines = rowsOf(contractOf(request).contract, 'line_items');
      const rows = filterRows(lines, queryOf(request), LINE_FILTERS);
      sendPage(request, response, rows, (line) =>
        view === 'default' ? listedLine(context.answers, line) : pick(line, SSOV_SOURCE_MEMBERS),
      );
    });
    // The reference lists no paging here: the whole list comes at once.
    router.get(`${path}/:id/line_item_contract_details`, (request, response) => {
      const details = rowsOf(contractOf(request).contract, 'line_item_contract_details');
      const rows = filterRows(details, queryOf(request), DETAIL_FILTERS);
      sendJson(
        response,
        200,
        rows.map((row) => published(context.answers, row, CONTRACT_DETAIL_MEMBERS)),
      );
    });
  }
  return router;
}
