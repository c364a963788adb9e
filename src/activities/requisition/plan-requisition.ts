import type { ErpAdapter } from '../../clients/erp-adapter';
import { documentKinds } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import { isAcceptable } from '../../domain/holds/decision';
import type { Problem } from '../../domain/holds/hold-reason';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import type { Plan } from '../../domain/posting/plan/planned-step';
import { originStep } from '../../domain/procore/requisition-origin';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { DocumentRef } from '../../workflows/messages';
import { closeRefused } from '../../ledger/refusals/close-refused';
import { settleInFlight } from '../../ledger/settle-in-flight';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import type { ActivityPorts } from '../ports';
import { changedSincePosted, problemsOfPosted } from '../steps/changed-after-posting';
import { keepPlan, type KeptPlan } from '../steps/keep-plan';
import { planWithFacts } from '../steps/plan-with-facts';
import { postedUnder } from '../steps/posted-already';
import { recheckSuspected } from '../steps/recheck-suspected';
import { releaseOf } from '../steps/retainage-release';
import { standingProblems, stoodOnce } from '../steps/standing-problems';
import { atTarget, dayIn, targetOf, targetsOf, type Targets } from '../steps/step-context';
import { createReadPlanSource, type PlanSource } from './read-plan-source';

export type RequisitionPlanned =
  StepResult<KeptPlan> | { readonly next: 'link'; readonly partyId: string; readonly end: PassEnd };

/** Makes the plan: exactly what would be posted; or holds the document with every reason why not, at once. */
export function createPlanRequisition(ports: ActivityPorts) {
  const { store } = ports;
  const readPlanSource = createReadPlanSource(ports);

  return async function planRequisition(ref: DocumentRef): Promise<RequisitionPlanned> {
    const { asOf, connection, document, suspected } = await store.inTenant(ref.tenantId, async (tx) => {
      const asOf = await tx.versionRows.clockNow(ref);
      const connection = await tx.connections.load(ref.connectionId);
      const document = await tx.documents.find(ref, ref);
      const suspected = document === null ? [] : await tx.suspicions.of(document.id);
      return { asOf, connection, document, suspected };
    });
    const targets = await targetsOf(ports, connection);
    // Nothing else counts while the ERP has two documents for one of ours.
    const problems = await recheckSuspected(store, targets, suspected);
    if (document !== null && problems.length > 0) return endWithHold(ports, document, { problems, asOf });
    const source = await readPlanSource(ref, targets);
    if ('end' in source) return source.end;
    return plan(source, targets, await ports.erp(source.connection));
  };

  async function plan(source: PlanSource, targets: Targets, erp: ErpAdapter): Promise<RequisitionPlanned> {
    const { connection, document, asOf, contentHash, wanted } = source;
    const planner = erp.planners.requisition;
    if (planner === undefined) throw new RangeError(`${erp.system} takes no requisitions`);
    const settings = settingsUnder(source.settings, erp.settings);
    const outcome = await planWithFacts(store, connection, erp, planner, {
      wanted,
      effects: source.effects,
      decisions: source.decisions,
      settings,
      today: dayIn(connection.settings.posting.timeZone),
    });
    const of = { connection, document, documentKind: documentKinds.requisition, targets };
    if ('problems' in outcome) {
      const posted = await store.inTenant(document.tenantId, async (tx) => [
        ...(await standingProblems(tx, of)),
        ...(await stoodOnce(tx, of, ['order', 'voucher'])),
        await changedSincePosted(tx, of, contentHash),
      ]);
      const problems = [
        ...outcome.problems.map((problem) => ofContent(problem, contentHash)),
        ...posted.filter((problem) => problem !== null),
      ];
      // A plan follows from the settings too: whatever is changed there may mend it.
      const causeKeys = [causeKey.connection()];
      const end = await endWithHold(ports, document, { problems, asOf, causeKeys });
      const { partyId, linked } = wanted.vendor;
      return !linked && end.next === 'hold' ? { next: 'link', partyId, end } : end;
    }
    const kept = { ...outcome.plan, settings };
    const made = withWriteBack(kept, connection, document, erp);
    const { hasPostings } = source;
    const unsettled = hasPostings ? await settleDropped(of, made, asOf) : null;
    if (unsettled !== null) return unsettled;
    const wakeAfterMs = hasPostings
      ? await closeRefused(store, document, (one) => targetOf(targets, one), document.id)
      : null;
    const { problems, posted } = await store.inTenant(document.tenantId, async (tx) => {
      const changed = hasPostings ? await problemsOfPosted(tx, of, made) : [];
      return changed.length > 0
        ? { problems: changed, posted: null }
        : { problems: [], posted: await postedUnder(tx, of, { id: '', plan: made }) };
    });
    if (problems.length > 0) {
      const wakes = wakeAfterMs === null ? {} : { wakeAfterMs };
      return endWithHold(ports, document, { problems, asOf, ...wakes });
    }
    if (posted?.kind === 'problem') return endWithHold(ports, document, { problems: posted.problems, asOf });
    const release =
      made.steps.length === 0 ? await releaseOf(ports, { connection, document, plan: { plan: made } }) : null;
    return keepPlan(ports, { ...of, asOf, contentHash, made, posted, release });
  }

  /** What was named or sent for steps that the plan has no more is settled first. Ends the pass while that cannot be told. */
  async function settleDropped(
    { document, targets }: { readonly document: DocumentRow; readonly targets: Targets },
    made: Plan,
    asOf: string,
  ): Promise<PassEnd | null> {
    const still = made.steps.map(({ step }) => step);
    const { waitMs, problems } = await settleInFlight(store, document, (one) => atTarget(targets, one), still);
    if (problems.length > 0) return endWithHold(ports, document, { problems, asOf });
    return waitMs === null ? null : endWithWait(ports, document, { afterMs: waitMs, why: unsettledText });
  }
}

const unsettledText =
  'something was sent that is not wanted any more, and its answer was lost; the ERP is searched again when it can no longer arrive';

/** The ERP's reference is written back to Procore where the connection wants it and something is posted. */
function withWriteBack(
  plan: Plan,
  { settings }: Connection,
  document: DocumentRow,
  { kinds, system }: ErpAdapter,
): Plan {
  const last = plan.steps.findLast((step) => kinds.get(step.kind)?.kind.nature === 'adds');
  const { commitmentId, projectId, sourceId: requisitionId } = document;
  if (!settings.procore.writeBack || last === undefined || commitmentId === null) return plan;
  const step = originStep({ projectId, commitmentId, requisitionId, system }, last.step);
  return { ...plan, steps: [...plan.steps, step] };
}

/** Whoever accepts it accepts this content and no later one. */
function ofContent(problem: Problem, contentHash: string): Problem {
  return isAcceptable(problem.reason) ? { ...problem, facts: { ...problem.facts, contentHash } } : problem;
}

/** Those that it was posted under; what this version knows besides is as it is now. */
function settingsUnder(then: unknown, now: unknown): unknown {
  return typeof then === 'object' && typeof now === 'object' ? { ...now, ...then } : now;
}
