import { isJsonArray, isJsonObject, textOf, type JsonObject } from '../../http/json-value';
import type { DataFolderProblem } from './data-folder-error';
import type { ProjectIndex } from './project-index';

/** References of one requisition; its shape has been checked before. */
export function checkRequisition(index: ProjectIndex, requisition: JsonObject, place: string): DataFolderProblem[] {
  const problems: DataFolderProblem[] = [];
  const expect = (member: string, ids: ReadonlySet<string>, where: string) => {
    const id = textOf(requisition[member]);
    if (id !== undefined && !ids.has(id)) {
      problems.push({ place: `${place}.${member}`, expected: `${id} must be the id of ${where}` });
    }
  };
  const isPurchaseOrder = requisition['commitment_type'] === 'PurchaseOrderContract';
  expect('project_id', new Set([index.projectId]), 'the project whose folder it lies in');
  expect(
    'commitment_id',
    isPurchaseOrder ? index.purchaseOrderIds : index.workOrderIds,
    `a ${isPurchaseOrder ? 'purchase' : 'work'} order contract of this project`,
  );
  expect('vendor_id', index.vendorIds, 'a vendor in vendors.json');
  expect('period_id', index.periodIds, 'a billing period of this project');
  problems.push(...checkPrevious(index, requisition, place), ...checkItems(index, requisition, place));
  return problems;
}

function checkPrevious(index: ProjectIndex, requisition: JsonObject, place: string): DataFolderProblem[] {
  const previousId = textOf(requisition['previous_requisition_id']);
  if (previousId === undefined) {
    return [];
  }
  const previous = index.requisitions.get(previousId);
  const fits =
    previous !== undefined &&
    textOf(previous['commitment_id']) === textOf(requisition['commitment_id']) &&
    Number(textOf(previous['number'])) < Number(textOf(requisition['number']));
  const expected = `${previousId} must be the id of a requisition of the same commitment with a lower number`;
  return fits ? [] : [{ place: `${place}.previous_requisition_id`, expected }];
}

function checkItems(index: ProjectIndex, requisition: JsonObject, place: string): DataFolderProblem[] {
  const problems: DataFolderProblem[] = [];
  const commitmentId = textOf(requisition['commitment_id']) ?? '';
  const contractLines = index.linesByCommitment.get(commitmentId) ?? new Set<string>();
  const items = requisition['items'];
  const seen = new Set<string>();
  (isJsonArray(items) ? items.filter(isJsonObject) : []).forEach((item, n) => {
    const itemPlace = `${place}.items[${n}]`;
    const id = textOf(item['id']) ?? '';
    if (seen.has(id)) {
      problems.push({
        place: `${itemPlace}.id`,
        expected: `must be unique on the requisition; ${id} stands there twice`,
      });
    }
    seen.add(id);
    const lineId = textOf(item['line_item_id']);
    const type = item['item_type'];
    if (type === 'contract_item' && (lineId === undefined || !contractLines.has(lineId))) {
      const expected = `${lineId ?? 'null'} must be the id of a line item of commitment ${commitmentId}`;
      problems.push({ place: `${itemPlace}.line_item_id`, expected });
    }
    const detailId = textOf(item['detail_line_item_id']);
    const details = index.detailsByCommitment.get(commitmentId);
    if (type === 'contract_detail_item' && (detailId === undefined || details?.has(detailId) !== true)) {
      const expected = `${detailId ?? 'null'} must be the id of a line_item_contract_details row of commitment ${commitmentId}`;
      problems.push({ place: `${itemPlace}.detail_line_item_id`, expected });
    }
    if (
      type === 'change_order_item' &&
      (lineId === undefined || (!contractLines.has(lineId) && !index.changeOrderLineIds.has(lineId)))
    ) {
      const expected = `${lineId ?? 'null'} must be the id of a line of the commitment or of a change order`;
      problems.push({ place: `${itemPlace}.line_item_id`, expected });
    }
    problems.push(...checkCoding(index, item, itemPlace));
  });
  return problems;
}

function checkCoding(index: ProjectIndex, item: JsonObject, place: string): DataFolderProblem[] {
  const problems: DataFolderProblem[] = [];
  const costCodeId = textOf(item['cost_code_id']);
  if (costCodeId !== undefined && index.costCodeIds?.has(costCodeId) === false) {
    problems.push({ place: `${place}.cost_code_id`, expected: `${costCodeId} must be the id of a cost code` });
  }
  const wbsCode = item['wbs_code'];
  const wbsCodeId = isJsonObject(wbsCode) ? textOf(wbsCode['id']) : undefined;
  if (wbsCodeId !== undefined && index.wbsCodeIds?.has(wbsCodeId) === false) {
    problems.push({ place: `${place}.wbs_code.id`, expected: `${wbsCodeId} must be the id of a WBS code` });
  }
  return problems;
}
