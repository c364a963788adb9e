import type { Problem } from '../../domain/holds/hold-reason';
import { asNext, type NextStep } from '../../domain/posting/plan/next-step';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import { isBooking as books } from '../../domain/posting/posting-kind';
import { isBeside } from '../../domain/posting/plan/steps';
import { leftBehind } from '../../domain/posting/books/left-behind';
import { reaches, isGone } from '../../domain/posting/stages/posting-stage';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import { knownOf } from '../../ledger/effects/completed-body';
import { decideStep } from '../../ledger/reserve';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import { stageOfStep } from './post-step';
import { standingProblems } from './standing/standing-problems';
import { inQuestion, targetOf, type StepContext } from './step-context';

export type PostedAlready =
  | { readonly kind: 'done'; readonly stage: SyncStage }
  /** All is posted but a journal beside it, for which a run is waited. */
  | { readonly kind: 'awaits'; readonly stage: SyncStage; readonly planId: string; readonly runs: readonly string[] }
  | { readonly kind: 'left'; readonly stage: SyncStage; readonly planId: string; readonly then: NextStep }
  | { readonly kind: 'problem'; readonly problems: readonly Problem[] };

type Of = Pick<StepContext, 'connection' | 'document' | 'documentKind' | 'targets'>;

/**
 * What is left to do for a document whose present content is posted in full; null when it is not. Without this, a second
 * look at a posted document would be judged by periods, accounts and mappings of a later day.
 */
export async function postedAlready(tx: Tx, of: Of, contentHash: string): Promise<PostedAlready | null> {
  const { planId } = of.document;
  if (planId === null || (await tx.plans.contentHashOf(planId)) !== contentHash) return null;
  return postedUnder(tx, of, await tx.plans.load<Plan>(planId));
}

/** The same for a plan: also a new one, of a document that was set back to what is posted of it. */
export async function postedUnder(
  tx: Tx,
  of: Of,
  plan: { readonly id: string; readonly plan: Plan },
): Promise<PostedAlready | null> {
  const { document, documentKind } = of;
  const postings = await tx.runs.postingsOf(document.id);
  const isDone = async (step: PlannedStep): Promise<boolean> => {
    const { kind } = targetOf(of.targets, step);
    // What acts is done when what it moves has come so far; where that is not known, it is asked again.
    if (kind.nature === 'acts') {
      return step.moves !== undefined && reaches(stageOfStep(postings, step.moves), step.until ?? 'stands');
    }
    const known = await knownOf(tx, postings, step);
    const decided = await decideStep(tx, postings, known, inQuestion(of, plan, step));
    if (decided.kind === 'done') return true;
    // It stood and was lost where it stands: of that a person decides, and no new plan.
    const lost = postings.filter((one) => one.step === step.step && one.state === 'confirmed');
    return decided.kind === 'erpVoided' && lost.some(({ stage }) => isGone(stage));
  };
  const left = leftBehind(plan.plan, postings);
  const booking = plan.plan.steps.filter((step) => isBooking(of, step) && !left.has(step.step) && !isBeside(step));
  const planned = new Set<string>(plan.plan.steps.map(({ step }) => step));
  const isMore = (one: PostingRow): boolean =>
    one.state === 'confirmed' && isBooking(of, one) && !planned.has(one.step) && !isBeside(one);
  // What is posted by a choice stands beside what was posted before.
  const { difference } = plan.plan;
  if (difference === undefined && postings.some(isMore)) return null;
  for (const step of booking) if (!(await isDone(step))) return null;

  const problems = await standingProblems(tx, of);
  if (problems.length > 0) return { kind: 'problem', problems };
  const stage = documentKind.stageOf(postings) ?? (booking.length === 0 ? document.stage : null);
  if (stage === null || (booking.length === 0 && stage !== 'recorded' && !isByHand(plan.plan, postings))) return null;
  const awaited: string[] = [];
  for (const step of plan.plan.steps) {
    if (step.via !== undefined && isBeside(step)) {
      if (!isItsTurn(postings, step) || (await isDone(step))) continue;
      // What stands otherwise, or was refused, or stood once, is judged by a new plan.
      if (document.runRefusal !== null || postings.some((one) => one.step === step.step && stood(one))) return null;
      awaited.push(step.via.run);
      continue;
    }
    if (booking.includes(step) || left.has(step.step) || !isItsTurn(postings, step) || (await isDone(step))) continue;
    const owner = plan.plan.steps.find((one) => one.id === step.within) ?? step;
    return { kind: 'left', stage, planId: plan.id, then: asNext(owner) };
  }
  return awaited.length === 0 ? { kind: 'done', stage } : { kind: 'awaits', stage, planId: plan.id, runs: awaited };
}

function stood({ state }: PostingRow): boolean {
  return state === 'confirmed' || state === 'voided';
}

/** Nothing of it is sent: it is done while what was entered for it stands. */
function isByHand({ difference }: Plan, postings: readonly PostingRow[]): boolean {
  return postings.some((one) => one.because === difference?.because && one.state === 'confirmed');
}

function isBooking({ targets }: Of, one: Pick<PlannedStep, 'system' | 'kind'>): boolean {
  return books(targetOf(targets, one).kind);
}

function isItsTurn(postings: readonly PostingRow[], { after }: PlannedStep): boolean {
  return after === undefined || reaches(stageOfStep(postings, after.step), after.stage);
}
