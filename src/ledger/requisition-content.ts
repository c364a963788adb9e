import { namedCodes } from '../domain/documents/canonical-text';
import { contentHashVersion, requisitionContent } from '../domain/requisition/content-hash';
import { claimOf } from '../domain/documents/claim';
import type { ProcoreRequisition } from '../domain/procore/procore-documents';
import type { ChangeOrderLine } from '../domain/requisition/prorate-change-order';
import { contentHashOf } from './content-hash';

/**
 * What is stored of a requisition: as Procore gave it, and once it is to be posted completed by what other calls say: what
 * identifies its items, the change order lines that its rows stand for, and codes that were looked up.
 */
export interface RequisitionContent {
  readonly requisition: ProcoreRequisition;
  /** By item id; null while nothing was completed (a list does not give them). */
  readonly changeOrderLines: Readonly<Record<string, readonly ChangeOrderLine[]>> | null;
}

/** `v1:` and the sha256 of what matters for the books. */
export function contentHash(
  requisition: ProcoreRequisition,
  changeOrderLines: NonNullable<RequisitionContent['changeOrderLines']> = {},
): string {
  return hashOf(requisitionContent(requisition, changeOrderLines));
}

/** The same of what a list gives, whatever was completed since: other calls say what identifies some items, and their codes. */
export function listedHash(requisition: ProcoreRequisition): string {
  const items = requisition.items.map((item) => ({ ...item, changeOrderPackageId: null, detailLineItemId: null }));
  return hashOf(requisitionContent({ ...requisition, items }, {}, namedCodes));
}

function hashOf(text: string): string {
  return contentHashOf(contentHashVersion, text);
}

/**
 * Whether anything of it changed that a hold may name, the status of a line say: more than what matters for the books. What
 * only tells that it was written to, by us or others, is left out.
 */
export function mayEndHold(before: ProcoreRequisition, now: ProcoreRequisition): boolean {
  return watched(before) !== watched(now);
}

function watched(requisition: ProcoreRequisition): string {
  // What was completed is told by other calls than a list; another code of an item changes the content itself.
  const completed = { changeOrderPackageId: null, detailLineItemId: null, segmentItems: [] };
  const items = requisition.items.map((item) => ({ ...item, ...completed }));
  const written = { createdAt: '', updatedAt: '', originId: null, originData: null, erpStatus: null };
  return JSON.stringify({ ...requisition, ...written, items });
}

/** What a list or a read says about the document itself. */
export function seenOf(requisition: ProcoreRequisition) {
  return {
    projectId: requisition.projectId,
    commitmentId: requisition.commitmentId,
    number: requisition.number,
    sourceStatus: requisition.status,
    sourceUpdatedAt: requisition.updatedAt,
    billedThrough: requisition.requisitionEnd,
    ...claimOf(requisition.summary.currentPaymentDue, requisition.currency.iso),
  };
}
