import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import type { ProjectCollection } from '../records/collections';
import { idOf } from '../records/record-set';
import type { RecordStore } from '../records/record-store';
import type { DataFolderProblem } from './data-folder-error';

/** The ids of one project, collected once for all checks. A set is null when its file is not there: nothing to check. */
export class ProjectIndex {
  readonly projectId: string;
  readonly vendorIds: ReadonlySet<string>;
  readonly periodIds: ReadonlySet<string>;
  readonly workOrderIds: ReadonlySet<string>;
  readonly purchaseOrderIds: ReadonlySet<string>;
  readonly commitmentIds: ReadonlySet<string>;
  readonly packageIds: ReadonlySet<string>;
  readonly costCodeIds: ReadonlySet<string> | null;
  readonly wbsCodeIds: ReadonlySet<string> | null;
  readonly lineItemTypeIds: ReadonlySet<string> | null;
  readonly requisitions: ReadonlyMap<string, JsonObject>;
  readonly linesByCommitment: ReadonlyMap<string, ReadonlySet<string>>;
  readonly detailsByCommitment: ReadonlyMap<string, ReadonlySet<string>>;
  readonly changeOrderLineIds: ReadonlySet<string>;
  readonly #store: RecordStore;

  constructor(store: RecordStore, projectId: string) {
    this.#store = store;
    this.projectId = projectId;
    const rows = (collection: ProjectCollection) => store.projectSet(projectId, collection).list();
    const contracts = [...rows('work_order_contracts'), ...rows('purchase_order_contracts')];
    this.vendorIds = idsOf(store.companySet('vendors').list());
    this.periodIds = idsOf(rows('billing_periods'));
    this.workOrderIds = idsOf(rows('work_order_contracts'));
    this.purchaseOrderIds = idsOf(rows('purchase_order_contracts'));
    this.commitmentIds = idsOf(contracts);
    this.packageIds = idsOf(rows('change_order_packages'));
    this.costCodeIds = idsOrNull(rows('cost_codes'));
    this.wbsCodeIds = idsOrNull(rows('wbs_codes'));
    this.lineItemTypeIds = idsOrNull(store.companySet('line_item_types').list());
    this.requisitions = new Map(rows('requisitions').map((row) => [idOf(row), row]));
    this.linesByCommitment = new Map(contracts.map((contract) => [idOf(contract), lineIds([contract])]));
    this.detailsByCommitment = new Map(contracts.map((contract) => [idOf(contract), detailIds(contract)]));
    this.changeOrderLineIds = lineIds([
      ...rows('change_order_packages'),
      ...rows('commitment_change_orders'),
      ...rows('potential_change_orders'),
    ]);
  }

  /** The rows of requisition_change_order_items.json must belong to items that exist. */
  changeOrderItemProblems(): DataFolderProblem[] {
    const problems: DataFolderProblem[] = [];
    const file = `projects/${this.projectId}/requisition_change_order_items.json`;
    const byRequisition = this.#store.rowsByRequisition(this.projectId, 'requisition_change_order_items');
    for (const [requisitionId, rows] of Object.entries(byRequisition)) {
      const requisition = this.requisitions.get(requisitionId);
      if (requisition === undefined) {
        problems.push({
          place: `${file}.${requisitionId}`,
          expected: 'must be the id of a requisition of this project',
        });
        continue;
      }
      const items = requisition['items'];
      const itemIds = idsOf(isJsonArray(items) ? items.filter(isJsonObject) : []);
      (isJsonArray(rows) ? rows.filter(isJsonObject) : []).forEach((row, n) => {
        const place = `${file}.${requisitionId}[${n}]`;
        if (!itemIds.has(idOf(row))) {
          problems.push({
            place: `${place}.id`,
            expected: `${idOf(row)} must be the id of an item of that requisition`,
          });
        }
        const packageId = textOf(row['change_order_package_id']);
        if (packageId !== undefined && !this.packageIds.has(packageId)) {
          const expected = `${packageId} must be the id of a change order package`;
          problems.push({ place: `${place}.change_order_package_id`, expected });
        }
      });
    }
    return problems;
  }
}

function idsOf(rows: readonly JsonObject[]): ReadonlySet<string> {
  return new Set(rows.map(idOf));
}

function idsOrNull(rows: readonly JsonObject[]): ReadonlySet<string> | null {
  return rows.length === 0 ? null : idsOf(rows);
}

function lineIds(holders: readonly JsonObject[]): ReadonlySet<string> {
  const lines = holders.flatMap((holder) => holder['line_items'] ?? []);
  return idsOf(lines.filter(isJsonObject));
}

function detailIds(contract: JsonObject): ReadonlySet<string> {
  const details = contract['line_item_contract_details'];
  return idsOf(isJsonArray(details) ? details.filter(isJsonObject) : []);
}
