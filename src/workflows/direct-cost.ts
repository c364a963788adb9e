import type { Carried } from './document-lifecycle';
import type { DocumentRef } from './messages';
import { postedDocument } from './posted-document';
import { procoreActivities } from './procore-activities';

const { fetchDirectCost: fetch } = procoreActivities;

/** An approved direct cost on its way into a journal. */
export async function directCost(ref: DocumentRef, carried?: Carried): Promise<void> {
  await postedDocument(ref, carried, { fetch, plan: (erp) => erp.planDirectCost(ref) });
}
