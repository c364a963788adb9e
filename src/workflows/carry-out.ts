import type { NextStep } from '../domain/posting/plan/next-step';
import type { PassEnd } from '../domain/posting/stages/pass';
import type { SyncStage } from '../domain/posting/stages/sync-stage';
import type { PassControl } from './document-lifecycle';
import { erpActivities } from './erp-activities';
import type { DocumentRef } from './messages';
import { procoreActivities } from './procore-activities';

/** A stored plan, and where to begin with it. */
interface Planned {
  readonly planId: string;
  readonly stage: SyncStage;
  readonly then: NextStep | null;
}

/**
 * What posts goes behind what only looks (1 is first, 3 what nothing is said of), so that where much is to be done at once
 * people see soon what is wrong, and what is not any more. A tenant's fair share stays as it is.
 */
const behindPlans = { priorityKey: 4 };

/**
 * Carries out a document's plan, step after step. What steps there are stands in the plan, and each step says which comes
 * next, so that a further one changes no workflow and breaks no history.
 */
export async function carryOut(ref: DocumentRef, planned: Planned, { enter }: PassControl): Promise<PassEnd> {
  let { stage, then } = planned;
  while (then !== null) {
    const activities =
      then.system === 'procore' ? procoreActivities : erpActivities(then.system, { priority: behindPlans });
    const done = await activities[then.activity]({ ref, planId: planned.planId, id: then.id });
    if (done.next !== 'go') return done;
    ({ stage, then } = done);
    if (then !== null) enter(stage);
  }
  return { next: 'close', stage };
}
