import type { ActivityInterfaceFor } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { carryOut } from './carry-out';
import { documentLifecycle, type Carried } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { procoreActivities } from './procore-activities';

interface OfKind {
  /** On the database's own queue: says whose workers read it. */
  readonly begin: Activities['beginPurchaseOrderImport'];
  /** Asks the ERP, on that one's queue. */
  readonly fetch: (erp: ActivityInterfaceFor<Activities>) => ReturnType<Activities['fetchPurchaseOrder']>;
  /** Asks Procore, on its own queue. */
  readonly plan: (procore: typeof procoreActivities) => ReturnType<Activities['planPurchaseOrderImport']>;
}

/** The life of a document that comes from the ERP and is written into Procore: read there, planned here, step after step. */
export async function documentFromErp(ref: DocumentRef, carried: Carried | undefined, of: OfKind): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const begun = await of.begin(ref);
    if (begun.next !== 'go') return begun;
    const fetched = await of.fetch(erpActivities(begun.erp));
    if (fetched.next !== 'go') return fetched;
    control.read(fetched);
    const planned = await of.plan(procoreActivities);
    if (planned.next === 'link') return planned.end;
    return planned.next === 'go' ? carryOut(ref, planned, control) : planned;
  });
}
