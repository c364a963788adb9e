import { approvedAt } from '../domain/change-order/approved';
import { changeOrderContent, changeOrderContentVersion } from '../domain/change-order/change-order-content';
import { claimOf } from '../domain/documents/claim';
import { changeOrderLabel } from '../domain/documents/readable-name';
import type { ListedChangeOrder, ProcoreChangeOrder } from '../domain/procore/procore-change-orders';
import { contentHashOf } from './content-hash';

/** `v1:` and the sha256 of what matters for its order. */
export function changeOrderHash(changeOrder: ProcoreChangeOrder): string {
  return contentHashOf(changeOrderContentVersion, changeOrderContent(changeOrder));
}

/** What a list or a read says about the document itself. */
export function changeOrderSeen(listed: ListedChangeOrder) {
  const { projectId, contractId, number, status, updatedAt } = listed;
  return {
    projectId,
    ...(contractId === null ? {} : { commitmentId: contractId }),
    label: changeOrderLabel(number),
    sourceStatus: status,
    sourceUpdatedAt: updatedAt,
    approvedAt: approvedAt(listed),
    claimed: claimOf(listed.grandTotal, null).claimed,
  };
}
