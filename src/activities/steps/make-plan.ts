import type { ErpAdapter } from '../../clients/erp-adapter';
import { causeKey } from '../../domain/holds/cause-key';
import { isAcceptable } from '../../domain/holds/decision';
import type { Problem } from '../../domain/holds/hold-reason';
import { isBooking } from '../../domain/posting/posting-kind';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import type { Plan } from '../../domain/posting/plan/planned-step';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Step } from '../../domain/posting/plan/steps';
import { closeRefused } from '../../ledger/refusals/close-refused';
import { settleInFlight } from '../../ledger/settle-in-flight';
import type { Decision } from '../../store/holds/decisions';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import type { ActivityPorts } from '../ports';
import type { Planned, Planner, PlannerInput } from '../../domain/posting/plan/planner';
import { afterPosting } from './choices/after-posting';
import { leaveTakenBack, stepsByChoice } from './choices/set-by-choice';
import { changedSincePosted, problemsOfPosted } from './standing/changed-after-posting';
import { keepPlan, type KeptPlan } from './keep-plan';
import { refusedByRun, toldByRun } from './refused-by-run';
import { planWithFacts } from './plan-with-facts';
import { postedUnder } from './posted-already';
import { releaseOf } from './standing/retainage-release';
import { standingProblems, stoodOnce } from './standing/standing-problems';
import { dayIn } from '../../domain/calendar/day-in';
import { atTarget, targetOf, type StepContext, type Targets } from './step-context';

/** A plan that is carried out, or why there is none; `link`: its vendor is to be linked first. */
export type MadePlan =
  StepResult<KeptPlan> | { readonly next: 'link'; readonly partyId: string; readonly end: PassEnd };

/** What a plan follows from, before the ERP is asked. */
export interface PlanSource<Wanted extends WithVendor = WithVendor> extends Pick<
  StepContext,
  'connection' | 'document'
> {
  /** The connection's count before anything was read (store/version-rows.ts). */
  readonly asOf: string;
  readonly contentHash: string;
  readonly wanted: Wanted;
  /** What is posted of it. */
  readonly effects: PostedEffects;
  /** Something of it was named to be posted once, whatever became of that. */
  readonly hasPostings: boolean;
  /** What persons decided about it. */
  readonly decisions: readonly Decision[];
  /** The ERP's settings that what stands was posted under; undefined: the newest count. */
  readonly settings: unknown;
}

interface WithVendor {
  readonly vendor: { readonly partyId: string; readonly linked: boolean };
}

export interface PlanRequest extends Pick<StepContext, 'documentKind' | 'targets'> {
  readonly source: PlanSource;
  readonly erp: ErpAdapter;
  /** The steps of the kind that add something of value. */
  readonly booking: readonly Step[];
  /** What is added to the planner's own steps. */
  readonly complete?: (plan: Plan) => Plan;
  /** How people are asked about what stands otherwise than it is wanted; absent: as it is. */
  readonly asked?: (problem: Problem) => Problem;
}

/** Makes the plan and keeps it; or holds the document with every reason why not, at once. */
export async function makePlan(ports: ActivityPorts, request: PlanRequest): Promise<MadePlan> {
  const { store } = ports;
  const { source, erp, documentKind, targets, booking, complete = (plan: Plan) => plan } = request;
  const { asked = (problem: Problem) => problem } = request;
  const { connection, document, asOf, contentHash, wanted } = source;
  const planner = Object.entries(erp.planners).find(([kind]) => kind === documentKind.name)?.[1];
  if (planner === undefined) throw new RangeError(`${erp.system} takes no ${documentKind.name}`);
  const settings = settingsUnder(source.settings, erp.settings);
  const { effects, decisions } = source;
  const input = { wanted, effects, decisions, settings, today: dayIn(connection.settings.posting.timeZone) };
  const outcome = await planWhole(store, request, planner, input);
  const of = { connection, document, documentKind, targets };
  const chosenBy = { ...of, asOf, contentHash, erp, planner, input };
  if ('problems' in outcome) {
    const { blocking, open } = await store.inTenant(document.tenantId, async (tx) => ({
      blocking: await standingProblems(tx, of),
      open: [
        ...(await stoodOnce(tx, of, booking)),
        ...[await changedSincePosted(tx, of, contentHash)].filter((problem) => problem !== null),
      ].map(asked),
    }));
    const own = outcome.problems.map((problem) => ofContent(problem, contentHash));
    const found = { blocking, open, beside: own };
    const chosen = source.hasPostings ? await afterPosting(ports, { ...chosenBy, whole: null, found }) : null;
    if (chosen !== null && 'end' in chosen) return chosen.end;
    const told = await toldByRun(store, document, contentHash);
    const problems = [...told.problems, ...own, ...blocking, ...open];
    // A plan follows from the settings too: whatever is changed there may mend it.
    const causeKeys = [causeKey.connection()];
    const end = await endWithHold(ports, document, { ...told, problems, asOf, causeKeys });
    const { partyId, linked } = wanted.vendor;
    return !linked && end.next === 'hold' ? { next: 'link', partyId, end } : end;
  }
  const made = complete({ ...outcome.plan, settings });
  const { hasPostings } = source;
  const unsettled = hasPostings ? await settleDropped(ports, of, made, asOf) : null;
  if (unsettled !== null) return unsettled;
  const wakeAfterMs = hasPostings
    ? await closeRefused(store, document, (one) => targetOf(targets, one), document.id)
    : null;
  const { blocking, open } = hasPostings
    ? await store.inTenant(document.tenantId, (tx) => problemsOfPosted(tx, of, made))
    : { blocking: [], open: [] };
  const found = { blocking, open: open.map(asked) };
  const chosen = hasPostings ? await afterPosting(ports, { ...chosenBy, whole: made, found }) : null;
  if (chosen !== null && 'end' in chosen) return chosen.end;
  const problems = [...found.blocking, ...found.open];
  if (problems.length > 0 && chosen === null) {
    const wakes = wakeAfterMs === null ? {} : { wakeAfterMs };
    return endWithHold(ports, document, { problems, asOf, ...wakes });
  }
  const plan = chosen?.plan ?? made;
  // Of what nothing was ever named, nothing is posted: only a plan that posts nothing may be done by itself.
  const posted =
    hasPostings || !books(targets, plan)
      ? await store.inTenant(document.tenantId, (tx) => postedUnder(tx, of, { id: '', plan }))
      : null;
  if (posted?.kind === 'problem') return endWithHold(ports, document, { problems: posted.problems, asOf });
  const refused = await refusedByRun(ports, { document, plan, asOf });
  if (refused !== null) return refused;
  const release =
    made.steps.length === 0 ? await releaseOf(ports, { connection, document, plan: { plan: made } }) : null;
  return keepPlan(ports, { ...of, asOf, contentHash, made: plan, posted, release });
}

/**
 * Of a document of which something stood before, a closed period is no reason why it cannot be compared: what would be posted of it
 * now is dated by the day (accounting-changes 4).
 */
async function planWhole(
  store: ActivityPorts['store'],
  { source, erp }: PlanRequest,
  planner: Planner,
  input: Omit<PlannerInput, 'facts'>,
): Promise<Exclude<Planned, { need: unknown }>> {
  const outcome = await planWithFacts(store, source.connection, erp, planner, input);
  const isDate = 'problems' in outcome && outcome.problems.length > 0 && outcome.problems.every(isOfPeriod);
  const stood = source.effects.all.some(
    ({ posting }) => posting !== null && ['confirmed', 'voided'].includes(posting.state),
  );
  if (!isDate || !stood) return outcome;
  return planWithFacts(store, source.connection, erp, planner, { ...input, postedOn: input.today });
}

function isOfPeriod({ reason }: Problem): boolean {
  return reason === 'periodClosed';
}

/** What was named or sent for steps that the plan has no more is settled first. Ends the pass while that cannot be told. */
async function settleDropped(
  ports: ActivityPorts,
  { document, targets }: Pick<StepContext, 'document' | 'targets'>,
  made: Plan,
  asOf: string,
): Promise<PassEnd | null> {
  // What a choice has taken out again is no step of this plan: an order canceled before it was approved again, say.
  const taken = await ports.store.inTenant(document.tenantId, (tx) => stepsByChoice(tx, document));
  const still = made.steps.map(({ step }) => step).filter((step) => !taken.includes(step));
  const { waitMs, problems } = await settleInFlight(ports.store, document, (one) => atTarget(targets, one), still);
  if (problems.length > 0) return endWithHold(ports, document, { problems, asOf });
  if (waitMs !== null) return endWithWait(ports, document, { afterMs: waitMs, why: unsettledText });
  return taken.length > 0 && (await leaveTakenBack(ports, document)) ? { next: 'again', why: 'changed' } : null;
}

/** Whether the plan adds anything to the books. */
function books(targets: Targets, { steps }: Plan): boolean {
  return steps.some((step) => isBooking(targetOf(targets, step).kind));
}

const unsettledText =
  'something was sent that is not wanted any more, and its answer was lost; the ERP is searched again when it can no longer arrive';

/** Whoever accepts it accepts this content and no later one. */
function ofContent(problem: Problem, contentHash: string): Problem {
  return isAcceptable(problem.reason) ? { ...problem, facts: { ...problem.facts, contentHash } } : problem;
}

/** Those that it was posted under; what this version knows besides is as it is now. */
function settingsUnder(then: unknown, now: unknown): unknown {
  return typeof then === 'object' && typeof now === 'object' ? { ...now, ...then } : now;
}
