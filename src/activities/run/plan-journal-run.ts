import { documentKinds } from '../../domain/documents/document-kinds';
import { runOf, turnOf, type JournalRunWanted } from '../../domain/posting/journal-run';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import type { Plan, PlannedMember, PlannedStep } from '../../domain/posting/plan/planned-step';
import { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { MemberProblems } from '../../domain/posting/look';
import { lockTold, membersNamed, refuseMembers } from '../../ledger/refusals/refuse-members';
import { settleInFlight } from '../../ledger/settle-in-flight';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import type { ActivityPorts } from '../ports';
import { keepPlan, type KeptPlan } from '../steps/keep-plan';
import { planWithFacts } from '../steps/plan-with-facts';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { standingProblems } from '../steps/standing/standing-problems';
import { dayIn } from '../../domain/calendar/day-in';
import { atTarget, type Targets } from '../steps/step-context';
import { forgottenMembers, isPartOf } from './forgotten-members';

interface Gathered {
  readonly member: PlannedMember;
  readonly step: PlannedStep;
}

interface RunContext {
  readonly connection: Connection;
  readonly document: DocumentRow;
  readonly asOf: string;
  readonly targets: Targets;
}

/** Plans the posting of a run: of all that waits for it now. One that has posted takes nobody in any more. */
export function createPlanJournalRun(ports: ActivityPorts) {
  const { store } = ports;
  return async function planJournalRun(ref: DocumentRef): Promise<StepResult<KeptPlan>> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets } = begun;
    const read = await store.inTenant(ref.tenantId, async (tx) => {
      const connection = await tx.connections.load(ref.connectionId);
      const document = await tx.documents.find(ref, ref);
      if (document === null) throw new RangeError(`the run ${ref.sourceId} was never begun`);
      const asOf = document.passClock ?? connection.clock;
      const { run, number } = runOf(document.sourceId);
      const postings = await tx.postings.of(document.id);
      const begun = await tx.runs.begun(document, 'journalRun', run);
      const isOver = begun.some(({ id, isSettled }) => id === document.id && isSettled);
      const isItsTurn = turnOf(begun) === number;
      const gathered = isItsTurn ? await gather(tx, document, run) : [];
      return { connection, document, asOf, isOver, isItsTurn, postings, gathered, sent: await sentPlan(tx, postings) };
    });
    if (read.isOver) return over({ ...read, targets });
    if (!read.isItsTurn) return endWithWait(ports, read.document, { afterMs: 15_000, why: otherFirst });
    if (read.gathered.length === 0) return settled({ ...read, targets });
    const { connection, document, asOf, postings, gathered, sent } = read;
    // It may stand by now, or the ERP says itself of whom not: nobody is judged by what came after it was sent.
    if (sent !== null) return keep(document, asOf, sent);
    const forgotten = await forgottenMembers(await ports.erp(connection), connection, document, postings);
    if (forgotten === null) return plan({ ...read, targets }, gathered);
    if (forgotten === 'onItsWay') return endWithWait(ports, document, { afterMs: 15_000, why: takenIn });
    const own = gathered.filter(({ member }) => forgotten.some((part) => isPartOf(part, member.name)));
    const others = forgotten.filter((part) => !own.some(({ member }) => isPartOf(part, member.name)));
    // Of those as they were imported, so that what stands is found equal; they may be on their way to this run still.
    if (others.length > 0) return waitFor(read, others);
    return plan({ ...read, targets }, own);
  };

  /** After a restore they are read again and come to wait; who does not for so long is gone from Procore, and a person is told. */
  async function waitFor({ document, asOf }: Omit<RunContext, 'targets'>, others: readonly string[]): Promise<PassEnd> {
    if (Date.now() - document.createdAt.getTime() < forgottenForMs) {
      return endWithWait(ports, document, { afterMs: 60_000, why: `${standsFor} ${others.join(', ')}` });
    }
    const problems = [forgottenStands(document.sourceId, others)];
    return endWithHold(ports, document, { problems, asOf, wakeAfterMs: forgottenForMs });
  }

  /** It stands where its posting does; what is wrong with that is held. */
  async function over({ document, asOf, targets }: RunContext): Promise<PassEnd> {
    const { problems, stage } = await store.inTenant(document.tenantId, async (tx) => ({
      problems: await standingProblems(tx, { document, targets }),
      stage: documentKinds.journalRun.stageOf(await tx.postings.of(document.id)) ?? 'withdrawn',
    }));
    if (problems.length > 0) return endWithHold(ports, document, { problems, asOf });
    await store.inTenant(document.tenantId, (tx) => tx.documents.setStage(document.id, stage, false));
    return { next: 'close', stage };
  }

  /** Nobody waits for it any more. What was sent all the same is settled. */
  async function settled({ document, asOf, targets }: RunContext): Promise<PassEnd> {
    const { waitMs, problems } = await settleInFlight(store, document, (one) => atTarget(targets, one));
    if (problems.length > 0) return endWithHold(ports, document, { problems, asOf });
    if (waitMs !== null) {
      return endWithWait(ports, document, { afterMs: waitMs, why: 'it was sent and may still arrive' });
    }
    const stage = await store.inTenant(document.tenantId, async (tx) => {
      const stands = documentKinds.journalRun.stageOf(await tx.postings.of(document.id));
      await tx.documents.setStage(document.id, stands, false);
      return stands;
    });
    return { next: 'close', stage };
  }

  /** Who cannot be posted as things are by now is told so; the run is planned anew without them. */
  async function refuse(
    document: DocumentRow,
    gathered: readonly Gathered[],
    refused: readonly MemberProblems[],
  ): Promise<PassEnd> {
    const told = membersNamed(
      gathered.map(({ member }) => member),
      refused,
    );
    await store.inTenant(document.tenantId, async (tx) => refuseMembers(tx, await lockTold(tx, document, told), told));
    return { next: 'again', why: 'changed' };
  }

  async function plan(
    { connection, document, asOf }: RunContext,
    gathered: readonly Gathered[],
  ): Promise<StepResult<KeptPlan>> {
    const erp = await ports.erp(connection);
    const planner = erp.planners.journalRun;
    if (planner === undefined) throw new RangeError(`${erp.system} makes no journal runs`);
    const wanted: JournalRunWanted = {
      ...runOf(document.sourceId),
      members: gathered.map(({ member, step }) => ({ name: member.name, step })),
    };
    const outcome = await planWithFacts(store, connection, erp, planner, {
      wanted,
      effects: new PostedEffects([]),
      decisions: [],
      today: dayIn(connection.settings.posting.timeZone),
    });
    if ('problems' in outcome && (outcome.ofMembers ?? []).length > 0) {
      return refuse(document, gathered, outcome.ofMembers ?? []);
    }
    if ('problems' in outcome) return endWithHold(ports, document, { problems: outcome.problems, asOf });
    const members = gathered.map(({ member }) => member);
    const steps = outcome.plan.steps.map((step) =>
      erp.kinds.get(step.kind)?.kind.reduced === undefined ? step : { ...step, members },
    );
    return keep(document, asOf, { ...outcome.plan, steps });
  }

  function keep(document: DocumentRow, asOf: string, made: Plan): Promise<StepResult<KeptPlan>> {
    const of = { document, documentKind: documentKinds.journalRun, asOf, contentHash: '' };
    return keepPlan(ports, { ...of, made, posted: null, release: null });
  }
}

/** How long a run whose parts stand in the ERP waits for who they are of before a person is told. */
const forgottenForMs = 3_600_000;
const takenIn = 'the ERP is taking in what was sent under its name; the ledger does not know of it';
/** It may stand in the ERP, with parts of what waits for this one. */
const otherFirst = 'a run of that name before it is not known to stand yet, or to have stood';
const standsFor =
  'something stands in the ERP under its name that the ledger does not know of, with parts of what does not wait for it:';

function forgottenStands(run: string, others: readonly string[]): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'group',
    value: run,
    message:
      `The ledger was restored and does not know what stands in the ERP under the name of this run, with parts of ` +
      `${others.join(', ')}, which wait for it no more: they may be gone from Procore. No later run of that name begins before this one.`,
    remedies: [
      { act: 'inProcore', text: 'Have them approved again there; the run then takes them for what they are' },
      {
        act: 'inErp',
        text: 'Reverse it there, or delete it before it is posted, and have its parts that still wait posted anew',
        andThen: resume,
      },
    ],
    facts: { parts: others.join(', ') },
  };
}

/** By which its posting that is in flight was sent; null: none is, or nobody knows. */
async function sentPlan(tx: Tx, postings: readonly PostingRow[]): Promise<Plan | null> {
  const planId = postings.find(isInFlight)?.planId ?? null;
  return planId === null ? null : (await tx.plans.load<Plan>(planId)).plan;
}

function isInFlight({ state }: PostingRow): boolean {
  return state === 'sent' || state === 'uncertain';
}

/** While its posting is in flight it is of those that were sent: whoever came to wait since then goes with the next run. */
async function gather(tx: Tx, document: DocumentRow, run: string): Promise<readonly Gathered[]> {
  const inFlight = (await tx.postings.of(document.id)).find(isInFlight);
  const sent = inFlight === undefined ? null : await tx.effects.documentsOf(inFlight.id);
  const gathered: Gathered[] = [];
  for (const one of await tx.runs.waiting(document, run)) {
    if (one.planId === null || (sent !== null && sent.length > 0 && !sent.includes(one.id))) continue;
    const { hintNo, plan } = await tx.plans.load<Plan>(one.planId);
    const step = plan.steps.find(({ via }) => via?.run === run);
    if (step !== undefined) gathered.push({ member: memberOf(one, hintNo, step), step });
  }
  return gathered;
}

function memberOf({ id, kind, sourceId, commitmentId, planId }: DocumentRow, hintNo: string, of: PlannedStep) {
  const { step, entries, asks, because } = of;
  const asked = because === undefined ? {} : { because };
  const name = `${kind}/${sourceId}`;
  return { documentId: id, commitmentId, planId: planId ?? '', hintNo, name, step, entries, asks, ...asked };
}
