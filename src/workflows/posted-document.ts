import { type ActivityInterfaceFor } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { MadePlan } from '../activities/steps/make-plan';
import type { StepResult } from '../domain/posting/stages/pass';
import { carryOut } from './carry-out';
import { documentLifecycle, type Carried, type PassControl } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { taskQueues } from './names';
import { summarisedActivities } from './summarised-activities';

const { linkVendor } = summarisedActivities({
  taskQueue: taskQueues.documents,
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

type Fetched = Parameters<PassControl['read']>[0] & { readonly erp: string };

interface OfKind {
  /** Asks Procore, on its own queue. */
  readonly fetch: (ref: DocumentRef) => Promise<StepResult<Fetched>>;
  /** Asks the ERP, on that one's queue. */
  readonly plan: (erp: ActivityInterfaceFor<Activities>) => Promise<MadePlan>;
}

/** The life of a document that comes from Procore and is posted: fetch, plan, link its vendor where it is not yet, step after step. */
export async function postedDocument(ref: DocumentRef, carried: Carried | undefined, of: OfKind): Promise<void> {
  await documentLifecycle(ref, carried, async (control) => {
    const fetched = await of.fetch(ref);
    if (fetched.next !== 'go') return fetched;
    control.read(fetched);

    const planned = await of.plan(erpActivities(fetched.erp));
    if (planned.next === 'link') {
      await linkVendor({ ref, partyId: planned.partyId });
      return planned.end;
    }
    return planned.next === 'go' ? carryOut(ref, planned, control) : planned;
  });
}
