import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { procoreActivities } from './procore-activities';

const { fetchVendor } = procoreActivities;

/** A vendor of Procore becomes a supplier of the ERP: found, or created, or held for a person to choose. */
export async function vendor(ref: DocumentRef, carried?: Carried): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const fetched = await fetchVendor(ref);
    if (fetched.next !== 'go') return fetched;
    control.read(fetched);
    const matched = await erpActivities(fetched.erp).matchVendor(ref);
    return matched.next === 'go' ? carryOut(ref, matched, control) : matched;
  });
}
