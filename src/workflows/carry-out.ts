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
 * Carries out a document's plan, step after step. What steps there are stands in the plan, and each step says which comes
 * next, so that a further one changes no workflow and breaks no history.
 */
export async function carryOut(ref: DocumentRef, planned: Planned, { enter }: PassControl): Promise<PassEnd> {
  let { stage, then } = planned;
  while (then !== null) {
    const activities = then.system === 'procore' ? procoreActivities : erpActivities(then.system);
    const done = await activities[then.activity]({ ref, planId: planned.planId, id: then.id });
    if (done.next !== 'go') return done;
    ({ stage, then } = done);
    if (then !== null) enter(stage);
  }
  return { next: 'close', stage };
}
