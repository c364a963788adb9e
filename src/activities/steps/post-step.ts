import { newestConfirmed } from '../../domain/posting/stages/document-stage';
import { nextStep, type NextStep, awaitedRuns } from '../../domain/posting/plan/next-step';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import { isGone } from '../../domain/posting/stages/posting-stage';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import { isBeside } from '../../domain/posting/plan/steps';
import { isFinalStage, type SyncStage } from '../../domain/posting/stages/sync-stage';
import { postThroughLedger, type LedgerResult } from '../../ledger/post-through-ledger';
import type { Member } from '../../ledger/ledger-request';
import { isBooking, type PostingKind } from '../../domain/posting/posting-kind';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import { ledgerDeps } from '../ledger-deps';
import type { ActivityPorts } from '../ports';
import { standingProblems } from './standing/standing-problems';
import { changedAfterPosting } from './standing/changed-after-posting';
import { concludeDocument } from './conclude-document';
import { awaitedTooLong } from './standing/left-too-long';
import { keepRelease, releaseOf } from './standing/retainage-release';
import { hintHigherNumbers } from './hint-waiting';
import { locksOf, mayGo, type Asker } from './may-go';
import { refreshStanding } from './standing/note-standing';
import { wakeItsOrder } from './wake-its-order';
import { inQuestion, stepContext, targetOf, type StepContext } from './step-context';

/** One step of a stored plan, by ids alone. */
export interface StepRef {
  readonly ref: DocumentRef;
  readonly planId: string;
  readonly id: string;
}

/** Where the document stands, and which step comes next; null: none, or none before others have done something. */
export interface Stand {
  readonly stage: SyncStage;
  readonly then: NextStep | null;
}

export type StepOutcome = StepResult<Stand>;

/**
 * Carries out one step of a plan, whatever it posts and wherever: the activities that an operator reads in the Temporal UI
 * (postOrder, postVoucher ...) are all this one. Steps that run within it follow at once.
 */
export function createPostStep(ports: ActivityPorts) {
  return async function postStep({ ref, planId, id }: StepRef): Promise<StepOutcome> {
    const context = await stepContext(ports, ref, planId);
    const { steps } = context.plan.plan;
    const index = steps.findIndex((step) => step.id === id);
    const step = steps[index];
    if (step === undefined) throw new RangeError(`plan ${planId} has no step ${id}`);
    const own = await carryOut(ports, context, step, index);
    if ('next' in own) return own;
    const inner = steps.filter((one) => one.within === id);
    for (const one of inner) {
      const done = await carryOut(ports, context, one, index);
      if ('next' in done) return done;
    }
    const stand =
      inner.length === 0 && own.stand !== null
        ? own.stand
        : await ports.store.inTenant(ref.tenantId, async (tx) => {
            const mends = own.stand === null ? endsWaiting(context, step) : [];
            return (await tx.mending(context.document, mends, () => standNow(tx, context, index, false))).result;
          });
    if (stand.then !== null) return { next: 'go', ...stand };
    return (await concludeDocument(ports, context)) ?? { next: 'go', ...stand };
  };
}

/** `stand` null: nothing was confirmed just now, so it has to be read. */
type Carried = PassEnd | { readonly stand: Stand | null };

async function carryOut(
  ports: ActivityPorts,
  context: StepContext,
  step: PlannedStep,
  index: number,
): Promise<Carried> {
  const { document, plan } = context;
  const { target, kind, port } = targetOf(context.targets, step);
  const isLastBooking = isLast(context, step);
  const release = isLastBooking ? await releaseOf(ports, context) : null;
  let stand: Stand | null = null;
  const result = await postThroughLedger(ledgerDeps(ports, target.timing(kind.name)), {
    ...inQuestion(context, plan, step),
    document,
    plan,
    kind,
    port,
    kindAt: (name) => targetOf(context.targets, { ...step, kind: name }),
    words: target.words,
    locks: [context.document, ...(step.members ?? [])].flatMap((one) => locksOf(one, 'asks' in one ? one : step)),
    mayGo: (tx) => mayGo(tx, { ...context, ...movedBy(plan.plan, step) }, step),
    mends: endsWaiting(context, step),
    onConfirmed: async (tx) => {
      const { steps } = plan.plan;
      const hasInner = steps.some((one) => one.within === steps[index]?.id);
      stand = await standNow(tx, context, index, hasInner);
      if (step.because !== undefined) await hintHigherNumbers(tx, document);
      if (kind.isFollowed === true && stand.stage === 'posted') await wakeItsOrder(tx, document);
    },
    ...membersOf(context, step, kind),
    // What people are to let go of is said by the plan of the whole.
    ...(isLastBooking && plan.plan.difference === undefined
      ? { lastly: (tx: Tx) => keepRelease(tx, document, release) }
      : {}),
  });
  return outcomeOf(ports, context, step, result, () => stand);
}

/** All that the choice of a step moves, where one asked for it. */
function movedBy({ steps, head, above = [] }: Plan, { because }: PlannedStep): Pick<Asker, 'moves'> {
  if (because === undefined) return {};
  const entries = steps.filter((one) => one.because === because).flatMap((one) => one.entries);
  return { moves: { entries, currency: head.currency, above } };
}

/** Of a run's step: the documents that it is made of, each asked as for a posting of its own. */
function membersOf({ targets }: StepContext, { members, draft }: PlannedStep, kind: PostingKind) {
  if (members === undefined) return {};
  return {
    members: {
      all: members,
      draftOf: (rest: readonly Member[]) => kind.reduced?.(draft, new Set(rest.map(({ name }) => name))),
      mayGo: async (tx: Tx, document: DocumentRow, member: Member) =>
        document.runs !== null && (await mayGo(tx, { document, targets }, member)),
    },
  };
}

async function outcomeOf(
  ports: ActivityPorts,
  context: StepContext,
  step: PlannedStep,
  result: LedgerResult,
  stand: () => Stand | null,
): Promise<Carried> {
  const { document, plan, documentKind } = context;
  switch (result.kind) {
    case 'confirmed':
    case 'rest':
      // Entered just now as it stands there, which is voided: what is to become of that the next pass holds up.
      if (result.kind === 'confirmed' && stand() !== null && isGone(result.posting.stage)) {
        return { next: 'again', why: 'changed' };
      }
      if (step.moves === undefined) return { stand: stand() };
      return afterMoving(ports, context, step.moves);
    case 'stale':
      return { next: 'again', why: 'stale' };
    case 'wait':
      return endWithWait(ports, document, { afterMs: result.afterMs, why: waitText[result.why] });
    case 'held': {
      const { problems, wakeAfterMs } = result;
      if (step.isCourtesy === true) {
        await ports.store.inTenant(document.tenantId, (tx) =>
          tx.audit(document, `${step.step}.leftAlone`, { why: problems.map((problem) => problem.message) }),
        );
        return { stand: null };
      }
      const { kind } = targetOf(context.targets, step);
      const overdue =
        kind.awaited === undefined
          ? null
          : await ports.store.inTenant(document.tenantId, (tx) => awaitedTooLong(tx, context, problems));
      return endWithHold(ports, document, {
        problems: overdue === null ? problems : [...problems, overdue],
        asOf: plan.asOf,
        ...(wakeAfterMs === undefined ? {} : { wakeAfterMs }),
      });
    }
    case 'changed': {
      if (documentKind.staysItself) return { stand: null };
      // What stands may be changed into what is wanted: the next pass plans that, or holds it.
      if (targetOf(context.targets, step).kind.replaces !== undefined) return { next: 'again', why: 'stale' };
      const problems = await ports.store.inTenant(document.tenantId, async (tx) => [
        ...(await standingProblems(tx, context)),
        await changedAfterPosting(tx, context, plan.plan, step.step),
      ]);
      return endWithHold(ports, document, { problems, asOf: plan.asOf });
    }
  }
}

/** What was moved on is looked at where it stands now, whoever moved it. */
async function afterMoving(ports: ActivityPorts, context: StepContext, moved: string): Promise<Carried> {
  const { problems } = await refreshStanding(ports, context, moved);
  if (problems.length === 0) return { stand: null };
  return endWithHold(ports, context.document, { problems, asOf: context.plan.asOf });
}

/** Derives and writes down where the document stands, and which step after the given one comes next. */
async function standNow(tx: Tx, context: StepContext, index: number, goesOn: boolean): Promise<Stand> {
  const { document, documentKind, plan } = context;
  const postings = await tx.runs.postingsOf(document.id);
  const stage = documentKind.stageOf(postings) ?? document.stage ?? 'checking';
  const then = nextStep(plan.plan.steps, index + 1, (step) => stageOfStep(postings, step));
  const runs = goesOn || then !== null ? [] : awaitedRuns(plan.plan.steps, (step) => stageOfStep(postings, step));
  if (runs.length === 0) await tx.documents.setStage(document.id, stage, goesOn || then !== null);
  else await tx.runs.await(document.id, runs, stage);
  return { stage, then };
}

/** How far the newest confirmed posting of a step has come. */
export function stageOfStep(postings: readonly PostingRow[], step: string): PostingRow['stage'] {
  return newestConfirmed(postings, step)?.stage ?? null;
}

/** Whether it is the last of the plan that adds something to the books. */
function isLast(context: StepContext, step: PlannedStep): boolean {
  return lastBooking(context)?.id === step.id;
}

function lastBooking({ plan, targets }: StepContext): PlannedStep | undefined {
  return plan.plan.steps.findLast((one) => isBooking(targetOf(targets, one).kind) && !isBeside(one));
}

/**
 * What waits for the document to be posted. From its last booking on it counts as that: later numbers of the series go on. A
 * step behind that ends the same wait where a hold kept the document from counting meanwhile.
 */
function endsWaiting(context: StepContext, step: PlannedStep): readonly string[] {
  const { connection, document, documentKind, plan } = context;
  const cause = documentKind.cause(document.sourceId);
  const last = lastBooking(context);
  if (cause === null || last === undefined) return [];
  const { steps } = plan.plan;
  const isBehind = steps.indexOf(step) > steps.indexOf(last);
  const counted = isFinalStage(document.stage, connection.settings.posting.apPosting);
  return step.id === last.id || (isBehind && !counted) ? [cause] : [];
}

const waitText = {
  busy: 'another attempt is at work on the same posting',
  settling: 'a call was sent and its answer was lost; the ERP is searched again when it can no longer arrive',
  running: 'a run that brings it about is under way in the ERP',
} as const;
