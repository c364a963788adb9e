import type { Carried } from './document-lifecycle';
import type { DocumentRef } from './messages';
import { postedDocument } from './posted-document';
import { procoreActivities } from './procore-activities';

const { fetchRequisition: fetch } = procoreActivities;

/** An approved subcontractor invoice on its way into the books (design 5). */
export async function requisition(ref: DocumentRef, carried?: Carried): Promise<void> {
  await postedDocument(ref, carried, { fetch, plan: (erp) => erp.planRequisition(ref) });
}
