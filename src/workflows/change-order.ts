import type { Carried } from './document-lifecycle';
import type { DocumentRef } from './messages';
import { postedDocument } from './posted-document';
import { procoreActivities } from './procore-activities';

const { fetchChangeOrder: fetch } = procoreActivities;

/** An approved change order on its way to lines of the order that are in force. */
export async function changeOrder(ref: DocumentRef, carried?: Carried): Promise<void> {
  await postedDocument(ref, carried, { fetch, plan: (erp) => erp.planChangeOrder(ref) });
}
