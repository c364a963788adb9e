import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';

/** A vendor of Procore becomes a supplier of the ERP: found, or created, or held for a person to choose. */
export async function vendor(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async () => {
    const { matchVendor, createVendor } = erpActivities('jde');
    const matched = await matchVendor(ref);
    if (matched.next !== 'go') return matched;
    return createVendor(ref);
  });
}
