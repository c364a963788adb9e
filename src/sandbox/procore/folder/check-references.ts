import { isJsonArray, isJsonObject, textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import { COMMITMENT_COLLECTIONS, type ProjectCollection } from '../records/collections';
import { idOf } from '../records/record-set';
import type { RecordStore } from '../records/record-store';
import { checkRequisition } from './check-requisition';
import type { DataFolderProblem } from './data-folder-error';
import { ProjectIndex } from './project-index';

/** Every id that points to another record must find it, so that a wrong folder fails at the start and not in a test. */
export function checkReferences(store: RecordStore): DataFolderProblem[] {
  const problems: DataFolderProblem[] = [];
  const projectIds = store.projectIds();
  for (const permitted of store.permittedProjects ?? []) {
    if (!projectIds.includes(permitted)) {
      problems.push({ place: 'permitted_projects.json', expected: `${permitted} must be a project of projects.json` });
    }
  }
  for (const projectId of projectIds) {
    problems.push(...checkProject(store, projectId));
  }
  problems.push(...checkOriginIds(store));
  return problems;
}

function checkProject(store: RecordStore, projectId: string): DataFolderProblem[] {
  const index = new ProjectIndex(store, projectId);
  const problems: DataFolderProblem[] = [];
  const expect = (place: string, value: JsonValue | undefined, ids: ReadonlySet<string>, where: string) => {
    const id = textOf(value);
    if (id !== undefined && !ids.has(id)) {
      problems.push({ place: `projects/${projectId}/${place}`, expected: `${id} must be the id of ${where}` });
    }
  };
  const rows = (collection: ProjectCollection) => store.projectSet(projectId, collection).list();

  for (const collection of COMMITMENT_COLLECTIONS) {
    rows(collection).forEach((contract, n) => {
      const vendor = contract['vendor'];
      if (isJsonObject(vendor)) {
        expect(`${collection}.json[${n}].vendor.id`, vendor['id'], index.vendorIds, 'a vendor in vendors.json');
      }
      linesOf(contract).forEach((line, m) =>
        checkLine(line, `${collection}.json[${n}].line_items[${m}]`, index, expect),
      );
      const lineIds = new Set(linesOf(contract).flatMap((line) => textOf(line['id']) ?? []));
      rowsIn(contract, 'line_item_contract_details').forEach((detail, m) => {
        const detailPlace = `${collection}.json[${n}].line_item_contract_details[${m}].line_item_id`;
        expect(detailPlace, detail['line_item_id'], lineIds, 'a line item of the contract');
      });
    });
  }
  rows('direct_costs').forEach((directCost, n) => {
    const vendor = directCost['vendor'];
    if (isJsonObject(vendor)) {
      expect(`direct_costs.json[${n}].vendor.id`, vendor['id'], index.vendorIds, 'a vendor in vendors.json');
    }
    linesOf(directCost).forEach((line, m) =>
      checkLine(line, `direct_costs.json[${n}].line_items[${m}]`, index, expect),
    );
  });
  rows('change_order_packages').forEach((entry, n) => {
    const place = `change_order_packages.json[${n}]`;
    if (entry['type'] !== 'PrimeContractChangeOrder') {
      expect(`${place}.contract_id`, entry['contract_id'], index.commitmentIds, 'a commitment of this project');
    }
    linesOf(entry).forEach((line, m) => checkLine(line, `${place}.line_items[${m}]`, index, expect));
  });
  rows('commitment_change_orders').forEach((entry, n) => {
    const place = `commitment_change_orders.json[${n}]`;
    expect(`${place}.contract_id`, entry['contract_id'], index.commitmentIds, 'a commitment of this project');
    expect(`${place}.legacy_package_id`, entry['legacy_package_id'], index.packageIds, 'a change order package');
    const batchIds = new Set(rows('commitment_change_order_batches').map(idOf));
    expect(`${place}.batch_id`, entry['batch_id'], batchIds, 'a batch in commitment_change_order_batches.json');
  });
  rows('change_order_requests').forEach((entry, n) => {
    const place = `change_order_requests.json[${n}]`;
    expect(`${place}.contract_id`, entry['contract_id'], index.commitmentIds, 'a commitment of this project');
    expect(`${place}.change_order_package_id`, entry['change_order_package_id'], index.packageIds, 'a package');
  });
  rows('requisitions').forEach((requisition, n) => {
    const place = `projects/${projectId}/requisitions.json[${n}]`;
    problems.push(...checkRequisition(index, requisition, place));
  });
  rows('contract_payments').forEach((payment, n) => {
    const place = `contract_payments.json[${n}]`;
    expect(`${place}.contract_id`, payment['contract_id'], index.commitmentIds, 'a commitment of this project');
    const requisitions = new Set(index.requisitions.keys());
    expect(`${place}.requisition_id`, payment['requisition_id'], requisitions, 'a requisition of this project');
  });
  problems.push(...index.changeOrderItemProblems());
  return problems;
}

type Expect = (place: string, value: JsonValue | undefined, ids: ReadonlySet<string>, where: string) => void;

function checkLine(line: JsonObject, place: string, index: ProjectIndex, expect: Expect): void {
  const members = [
    { name: 'cost_code', ids: index.costCodeIds, where: 'a cost code in cost_codes.json' },
    { name: 'line_item_type', ids: index.lineItemTypeIds, where: 'a line item type in line_item_types.json' },
    { name: 'wbs_code', ids: index.wbsCodeIds, where: 'a WBS code in wbs_codes.json' },
  ];
  for (const { name, ids, where } of members) {
    const member = line[name];
    if (ids !== null && isJsonObject(member)) {
      expect(`${place}.${name}.id`, member['id'], ids, where);
    }
  }
}

function linesOf(row: JsonObject): readonly JsonObject[] {
  return rowsIn(row, 'line_items');
}

function rowsIn(row: JsonObject, member: string): readonly JsonObject[] {
  const rows = row[member];
  return isJsonArray(rows) ? rows.filter(isJsonObject) : [];
}

/** Unique per kind of object in one company, across all projects. */
function checkOriginIds(store: RecordStore): DataFolderProblem[] {
  const problems: DataFolderProblem[] = [];
  const check = (seen: Set<string>, rows: readonly JsonObject[], file: string) => {
    rows.forEach((row, n) => {
      const originId = textOf(row['origin_id']) ?? '';
      if (originId !== '' && seen.has(originId)) {
        problems.push({
          place: `${file}[${n}].origin_id`,
          expected: `must be unique in the company; ${originId} is not`,
        });
      }
      seen.add(originId);
    });
  };
  check(new Set(), store.companySet('vendors').list(), 'vendors.json');
  for (const collection of [...COMMITMENT_COLLECTIONS, 'requisitions', 'direct_costs', 'contract_payments'] as const) {
    const seen = new Set<string>();
    for (const projectId of store.projectIds()) {
      check(seen, store.projectSet(projectId, collection).list(), `projects/${projectId}/${collection}.json`);
    }
  }
  return problems;
}
