import type { ProcorePort } from '../../clients/procore/procore-port';
import { codeIds, type CodeGiven } from '../../domain/coding/given-code';
import { segmentCodes, segmentsOf, type CodedSource, type SegmentCodes } from '../../domain/coding/segment-codes';
import { missingIdentity } from '../../domain/requisition/item-key';
import { costTypeOf, itemCodes } from '../../domain/requisition/item-parts';
import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import type { ProcoreCommitment, ProcoreContractLine } from '../../domain/procore/procore-commitments';
import type { RequisitionContent } from '../../ledger/requisition-content';
import { createProjectCodes, unlessRefused, type ProjectCodes } from './project-codes';
import { wholeChangeOrders } from './whole-change-orders';

/**
 * Completes what Procore's list and show leave out of a requisition that is to be posted: what identifies its items, the
 * change orders that its rows stand for, and the codes that the items do not settle themselves (accounting 1, procore
 * 10.5 and 13.6). Asks only for what is missing; gives the very same content where nothing is.
 */
export function createCompleteRequisition() {
  const projectCodes = createProjectCodes();

  return async function completeRequisition(
    procore: ProcorePort,
    content: RequisitionContent,
    commitment: ProcoreCommitment | null,
  ): Promise<RequisitionContent> {
    const identified = await withIdentities(procore, content);
    const codes = projectCodes(procore, identified.requisition.projectId);
    return withCodes(codes, identified, commitment);
  };
}

/** What tells its items from one another across requisitions, and the lines of change orders. */
export async function withIdentities(procore: ProcorePort, content: RequisitionContent): Promise<RequisitionContent> {
  const { requisition } = content;
  const lines = content.changeOrderLines ?? {};
  const isMissing = (itemType: string) =>
    requisition.items.some(
      (item) =>
        item.itemType === itemType &&
        (missingIdentity(item) !== null || (itemType === 'whole_change_order_item' && !lines[item.id]?.length)),
    );
  let { items } = requisition;
  if (isMissing('contract_detail_item')) {
    const detailOf = await detailsOf(procore, requisition);
    items = items.map((item) =>
      item.itemType === 'contract_detail_item' && item.detailLineItemId === null
        ? { ...item, detailLineItemId: detailOf.get(item.id) ?? null }
        : item,
    );
  }
  if (!isMissing('whole_change_order_item')) {
    if (items === requisition.items) return content;
    return { requisition: { ...requisition, items }, changeOrderLines: lines };
  }
  const found = await wholeChangeOrders(procore, requisition);
  items = items.map((item) => ({
    ...item,
    changeOrderPackageId: found.get(item.id)?.packageId ?? item.changeOrderPackageId,
  }));
  const changeOrderLines = { ...lines, ...Object.fromEntries([...found].map(([id, one]) => [id, one.lines])) };
  return { requisition: { ...requisition, items }, changeOrderLines };
}

async function detailsOf(
  procore: ProcorePort,
  { projectId, id }: ProcoreRequisition,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await procore.contractDetailItems({ projectId, requisitionId: id });
  return new Map(rows.map((row) => [row.id, row.detailLineItemId]));
}

async function withCodes(
  codes: ProjectCodes,
  content: RequisitionContent,
  commitment: ProcoreCommitment | null,
): Promise<RequisitionContent> {
  const { requisition, changeOrderLines } = content;
  const settle = settler(codes);
  const found = { news: false };
  const settled = async <T extends CodeGiven & CodedSource>(
    one: T,
    known: SegmentCodes | null,
    costType: string | null,
  ): Promise<T> => {
    if (segmentCodes(one) !== null) return one;
    const codesOfOne = known ?? (await settle.find(one, costType));
    if (codesOfOne === null) return one;
    found.news = true;
    return { ...one, segmentItems: segmentsOf(codesOfOne) };
  };
  const items = [];
  for (const item of requisition.items) {
    const isWhole = item.itemType === 'whole_change_order_item';
    items.push(isWhole ? item : await settled(item, itemCodes(item, commitment), costTypeOf(item, commitment)));
  }
  const lines: Record<string, readonly ProcoreContractLine[]> = {};
  for (const [id, own] of Object.entries(changeOrderLines ?? {})) {
    const done: ProcoreContractLine[] = [];
    for (const line of own) done.push(await settled(line, null, line.lineItemType ? line.lineItemType.code : ''));
    lines[id] = done;
  }
  settle.refuseUnsettled();
  if (!found.news) return content;
  return { requisition: { ...requisition, items }, changeOrderLines: changeOrderLines === null ? null : lines };
}

/** By the WBS code, else by the cost code. A list that may not be read is no answer about what it would have said. */
export function settler(codes: ProjectCodes) {
  let refusal: Error | null = null;
  let isUnsettled = false;
  const refused = (error: Error): void => {
    refusal ??= error;
  };
  return {
    find: async (of: CodeGiven, costType: string | null): Promise<SegmentCodes | null> => {
      const { wbsCodeId, costCodeId } = codeIds(of);
      const whole = wbsCodeId === null ? null : await unlessRefused(() => codes.byWbsCode(wbsCodeId), refused);
      if (whole !== null) return whole;
      const own =
        costCodeId === null || costType === null
          ? null
          : await unlessRefused(() => codes.byCostCode(costCodeId), refused);
      if (own === null || costType === null) isUnsettled = true;
      return own === null || costType === null ? null : { ...own, costType };
    },
    refuseUnsettled: (): void => {
      if (isUnsettled && refusal !== null) throw refusal;
    },
  };
}
