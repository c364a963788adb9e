import type { Problem } from '../../../domain/holds/hold-reason';
import { readableAmount } from '../../../domain/money/readable-amount';
import { differenceByAccount, type AccountAmount } from '../../../domain/posting/plan/difference-by-account';
import type { Entry } from '../../../domain/posting/books/entry';
import type { Plan } from '../../../domain/posting/plan/planned-step';
import { isBooking } from '../../../domain/posting/posting-kind';
import { PostedEffects, type PostedEffect } from '../../../domain/posting/books/posted-effects';
import type { Tx } from '../../../store/unit-of-work';
import { headChanges, type HeadChange } from '../../../domain/posting/plan/changed-head';
import { newestConfirmed } from '../../../domain/posting/stages/document-stage';
import { knownOf } from '../../../ledger/effects/completed-body';
import { decideStep } from '../../../ledger/reserve';
import { leftBehind } from '../../../domain/posting/books/left-behind';
import type { FoundAfterPosting } from '../choices/after-posting';
import { standingProblems, stoodOnce } from './standing-problems';
import { inQuestion, targetOf, type StepContext } from '../step-context';

type Of = Pick<StepContext, 'document' | 'targets'>;
type OfPlan = Of & Pick<StepContext, 'connection' | 'documentKind'>;

/**
 * Everything about what is posted of a document that keeps its new plan from being carried out, at once: what stands no more,
 * what stands otherwise than the plan says. Asked before anything of the plan is sent: a
 * plan that has an order and no voucher any more, or the other way round, never meets the posting that it contradicts.
 */
export async function problemsOfPosted(tx: Tx, of: OfPlan, plan: Plan): Promise<FoundAfterPosting> {
  const wanted = plan.steps.map(({ step }) => step);
  const once = await stoodOnce(tx, of, wanted);
  const changed = await changedFrom(tx, of, plan);
  const open = [...once, ...(changed === null ? [] : [changed])];
  // What stands wrongly holds by itself where the plan is what is posted; here it must not be hidden by the change.
  return { blocking: open.length === 0 ? [] : await standingProblems(tx, of), open };
}

/** Null when the plan says what is posted, or nothing is. */
async function changedFrom(tx: Tx, of: OfPlan, plan: Plan): Promise<Problem | null> {
  const standing = await standingSteps(tx, of);
  const last = standing.at(-1);
  if (last === undefined) return null;
  const left = leftBehind(plan, await tx.postings.of(of.document.id));
  const replaced = new Set(plan.steps.map(({ replaces }) => replaces));
  const isMoved = standing.some(
    ({ step, posting, entries }) =>
      !left.has(step) &&
      !replaced.has(posting.key) &&
      differenceByAccount(amounts(entries), amounts(plannedOf(plan, step))).length > 0,
  );
  if (isMoved) return changedAfterPosting(tx, of, plan, last.step);
  const step = await changedStep(tx, of, plan);
  return step === null ? null : changedAfterPosting(tx, of, plan, step);
}

/** The first step of which something else stands than the plan says: another number, date or supplier. */
async function changedStep(tx: Tx, of: OfPlan, plan: Plan): Promise<string | null> {
  const postings = await tx.postings.of(of.document.id);
  const left = leftBehind(plan, postings);
  for (const step of plan.steps) {
    if (!isBooking(targetOf(of.targets, step).kind) || left.has(step.step)) continue;
    const known = await knownOf(tx, postings, step);
    const decided = await decideStep(tx, postings, known, inQuestion(of, { id: '', plan }, step));
    if (decided.kind === 'changed') return of.documentKind.staysItself ? null : step.step;
    // What comes after it names it: without it nothing can be said of that.
    if (newestConfirmed(postings, step.step) === undefined) return null;
  }
  return null;
}

/**
 * For a content of which no plan can be made: what stands of an earlier one, so that nobody takes it for not posted. Null
 * when nothing stands, or when it is this content's own.
 */
export async function changedSincePosted(tx: Tx, of: Of, contentHash: string): Promise<Problem | null> {
  const standing = await standingSteps(tx, of);
  const last = standing.at(-1);
  if (last === undefined) return null;
  const { planId } = last.posting;
  if (planId === null || (await tx.plans.contentHashOf(planId)) === contentHash) return null;
  const standsThere = standing.map(({ step, posting }) => `${step} ${referenceOf(of, posting)}`);
  return {
    reason: 'changedAfterPosting',
    kind: 'person',
    field: last.step,
    value: last.posting.key,
    message: [
      `It was changed after its ${last.step} was posted (${standsThere.join('; ')} in the ERP), and as it stands now it could not be posted.`,
      ...onlyDelivered(of, last),
    ].join(' '),
    remedies: [
      { act: 'inProcore', text: 'Set it back in Procore to what was posted' },
      { act: 'inProcore', text: 'Correct first what else is wrong with it' },
    ],
  };
}

/** What a person needs who decides about a changed document: what is posted of it, what would be, and how they differ. */
export async function changedAfterPosting(tx: Tx, of: Of, plan: Plan, step: string): Promise<Problem> {
  // What was posted last repeats what came before it and adds to it: it alone is what moved in the books.
  const last = (await standingSteps(tx, of)).at(-1);
  const { currency } = plan.head;
  const text = (amount: string): string => readableAmount(amount, currency);
  const rows = differenceByAccount(amounts(last?.entries ?? []), amounts(plannedOf(plan, last?.step ?? step))).map(
    (row) => ({ ...row, before: text(row.before), after: text(row.after), difference: text(row.difference) }),
  );
  const heads = await headChangesOf(tx, last, plan);
  const told = heads.map(({ name, before, after, difference }) =>
    difference === undefined
      ? `${name}: ${before} posted, ${after} now`
      : `${name}: ${text(before)} posted, ${text(after)} now, ${text(difference)}`,
  );
  const list = rows.map((row) => `${row.account}: ${row.before} posted, ${row.after} now, ${row.difference}`);
  const byAccount =
    list.length === 0 ? 'The amounts by account are the same.' : `Difference by account: ${list.join('; ')}.`;
  return {
    reason: 'changedAfterPosting',
    kind: 'person',
    field: step,
    value: last?.posting.key ?? '',
    message: [
      `It was changed after its ${step} was posted.`,
      ...(told.length === 0 ? [] : [`${told.join('; ')}.`]),
      byAccount,
      ...onlyDelivered(of, last),
    ].join(' '),
    remedies: [{ act: 'inProcore', text: 'Set it back in Procore to what was posted' }],
    facts: Object.fromEntries(rows.map((row) => [row.account, row.difference])),
  };
}

async function headChangesOf(
  tx: Tx,
  last: StandingStep | undefined,
  { head, datesFollowTheClock }: Plan,
): Promise<readonly HeadChange[]> {
  const planId = last?.posting.planId ?? null;
  if (planId === null) return [];
  const { plan: posted } = await tx.plans.load<Plan>(planId);
  return headChanges(posted.head, head, datesFollowTheClock);
}

/** What is handed over and not in the books yet must not get there as it is. */
function onlyDelivered(of: Of, last: StandingStep | undefined): readonly string[] {
  if (last?.posting.stage !== 'delivered') return [];
  return [
    `It is only delivered (${referenceOf(of, last.posting)}): tell AP not to process its rows before this is settled.`,
  ];
}

interface StandingStep {
  readonly step: string;
  readonly posting: NonNullable<PostedEffect['posting']>;
  readonly entries: readonly Entry[];
}

/**
 * Steps that moved something in the books and stand, in the order in which they were posted; what was set on them by a choice is no
 * part of what the document's own plan says.
 */
async function standingSteps(tx: Tx, { document, targets }: Of): Promise<readonly StandingStep[]> {
  const isBooked = ({ posting, entries }: PostedEffect): boolean =>
    posting !== null && entries.length > 0 && targetOf(targets, posting).kind.nature !== 'sets';
  const effects = (await tx.effects.of(document.id)).standing();
  const steps = [...new Set(effects.all.filter(isBooked).map(({ step }) => step))];
  return steps.flatMap((step) => {
    const own = effects.ofStep(step);
    const posting = new PostedEffects(own.all).newest(step)?.posting;
    return posting == null ? [] : [{ step, posting, entries: own.all.flatMap((one) => one.entries) }];
  });
}

function plannedOf(plan: Plan, step: string): readonly Entry[] {
  return plan.steps.filter((one) => one.step === step).flatMap((one) => one.entries);
}

function amounts(entries: readonly Entry[]): AccountAmount[] {
  return entries.map(({ account, amount }) => ({ account, amount }));
}

function referenceOf({ targets }: Of, { system, reference, key }: StandingStep['posting']): string {
  return reference === null ? key : (targets.get(system)?.words.reference(reference) ?? key);
}
