import { isUnaccrued, type AccrualWanted } from '../../domain/accrual/accrual';
import { dayIn } from '../../domain/calendar/day-in';
import { documentKinds } from '../../domain/documents/document-kinds';
import { emptyPlan } from '../../domain/commitment/empty-plan';
import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import type { DocumentRow } from '../../store/documents/documents';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import { endWithWait } from '../end-with-wait';
import type { ActivityPorts } from '../ports';
import { keepPlan, type KeptPlan } from '../steps/keep-plan';
import { createKnownOfProject } from '../steps/known-beside';
import { closeDocument } from '../steps/leave-document';
import { planWithFacts } from '../steps/plan-with-facts';
import { refusedByRun } from '../steps/refused-by-run';
import { targetsUnlessSuspected } from '../steps/standing/recheck-suspected';
import { standingProblems } from '../steps/standing/standing-problems';
import { accrualWanted } from './accrual-wanted';

const documentKind = documentKinds.accrual;
/** What was sent tells its members when it is settled; this is for what nobody told. */
const inFlightLookAgainMs = 300_000;
/** Its requisition may be corrected, covered or withdrawn without a word to it; Fusion may have reversed it. */
const heldLookAgainMs = 6 * 3_600_000;

/**
 * Plans what is to be accrued or reversed for one requisition or change order, beside all that was posted for it before. While something of that is
 * in flight nothing is planned, since nobody knows yet whether it stands.
 */
export function createPlanAccrual(ports: ActivityPorts) {
  const { store } = ports;
  const knownOfProject = createKnownOfProject();
  return async function planAccrual(ref: DocumentRef): Promise<StepResult<KeptPlan>> {
    const begun = await targetsUnlessSuspected(ports, ref);
    if ('end' in begun) return begun.end;
    const { targets, connection } = begun;
    const read = await store.inTenant(ref.tenantId, async (tx) => {
      const document = await tx.documents.find(ref, ref);
      if (document === null) throw new RangeError(`${ref.kind} ${ref.sourceId} was never begun`);
      const problems = await standingProblems(tx, { document, targets });
      const decisions = await tx.decisions.of(document.id);
      return { document, problems, decisions, ...(await accrualWanted(tx, connection, document, knownOfProject)) };
    });
    const { document, wanted, effects, hash, problems, decisions } = read;
    const asOf = document.passClock ?? connection.clock;
    const isUntouched = effects.mayStand().isEmpty && isUnaccrued(wanted);
    const held = (told: readonly Problem[]): Promise<PassEnd> =>
      hold(document, wanted, asOf, isUntouched ? told.map((one, index) => mayBeGivenUp(one, index, hash)) : told);
    const givenUp = decisions.find(({ kind, subject }) => kind === 'notAccrued' && subject === hash);
    if (isUntouched && givenUp !== undefined) {
      const made = emptyPlan({ mappingVersion: 0 }, [`Nothing is accrued by a person's word: ${givenUp.note}`]);
      const posted = { kind: 'done', stage: 'recorded' } as const;
      return keepPlan(ports, { ...{ document, documentKind, asOf, contentHash: hash, made, release: null }, posted });
    }
    if (problems.length > 0) return held(problems);
    if (effects.all.some(({ posting }) => posting?.state === 'sent' || posting?.state === 'uncertain')) {
      return endWithWait(ports, document, { afterMs: inFlightLookAgainMs, why: 'the journal that it was sent with' });
    }
    const { changeOrder } = wanted;
    const [first] = changeOrder?.pending ?? [];
    if (first !== undefined && isUnaccrued(wanted)) {
      return endWithWait(ports, document, {
        afterMs: inFlightLookAgainMs,
        why: `accrual ${first}, which is taken off`,
      });
    }
    const erp = await ports.erp(connection);
    const planner = erp.planners.accrual;
    if (planner === undefined) return closeDocument(ports, document, document.stage);
    const isUnread = wanted.requisition === null && changeOrder === null;
    if (wanted.standing === 'owed' && isUnaccrued(wanted) && isUnread) return held([unread(wanted)]);
    const outcome = await planWithFacts(store, connection, erp, planner, {
      ...{ wanted, effects, decisions: [], today: dayIn(connection.settings.posting.timeZone) },
    });
    if ('problems' in outcome) return held(outcome.problems);
    const { plan } = outcome;
    const refused = await refusedByRun(ports, { document, plan, asOf });
    if (refused !== null) return refused;
    const stage = await store.inTenant(ref.tenantId, async (tx) =>
      documentKind.stageOf(await tx.runs.postingsOf(document.id)),
    );
    return keepPlan(ports, {
      ...{ document, documentKind, asOf, contentHash: hash, made: plan, release: null },
      posted: plan.steps.length === 0 ? { kind: 'done', stage: stage ?? 'recorded' } : null,
    });
  };

  function hold(
    document: DocumentRow,
    { of }: AccrualWanted,
    asOf: string,
    problems: readonly Problem[],
  ): Promise<PassEnd> {
    const causeKeys = [causeKey.connection(), causeKey[of.kind](of.sourceId)];
    return endWithHold(ports, document, { problems, asOf, causeKeys, wakeAfterMs: heldLookAgainMs });
  }
}

/** A person may have nothing accrued, of what it follows from as it is now. */
function mayBeGivenUp(problem: Problem, index: number, hash: string): Problem {
  const facts = { ...problem.facts, accrualOf: hash };
  if (index > 0) return { ...problem, facts };
  return { ...problem, facts, remedies: [...problem.remedies, { act: 'decide', choice: 'notAccrued' }] };
}

function unread({ of: { kind, sourceId } }: AccrualWanted): Problem {
  const isChange = kind === 'changeOrder';
  const what = isChange
    ? `Change order ${sourceId}, or its commitment,`
    : `Requisition ${sourceId}, its commitment, or the requisition before it`;
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: isChange ? 'contract_id' : 'previous_requisition_id',
    value: sourceId,
    message: `${what} was not read, so what is to be accrued cannot be told.`,
    remedies: [
      {
        act: 'inProcore',
        text: `Give the service account the right to read the commitment and its ${isChange ? 'change orders' : 'requisitions'}`,
        andThen: resume,
      },
    ],
  };
}
