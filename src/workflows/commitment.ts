import type { Carried } from './document-lifecycle';
import type { DocumentRef } from './messages';
import { postedDocument } from './posted-document';
import { procoreActivities } from './procore-activities';

const { fetchCommitment: fetch } = procoreActivities;

/** An approved commitment on its way to an order that is in force. */
export async function commitment(ref: DocumentRef, carried?: Carried): Promise<void> {
  await postedDocument(ref, carried, { fetch, plan: (erp) => erp.planCommitment(ref) });
}
