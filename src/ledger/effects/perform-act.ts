import { refusedForNow } from '../../domain/posting/call-outcome';
import { newestConfirmed } from '../../domain/posting/stages/document-stage';
import type { Found } from '../../domain/posting/look';
import { isGone, reaches } from '../../domain/posting/stages/posting-stage';
import type { Answer } from '../../store/ledger/posting-attempts';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Tx } from '../../store/unit-of-work';
import { completedBody, knownOf, type Known } from './completed-body';
import { answerOf, asClientError } from '../refusals/error-kind';
import { actNotReadyProblem } from '../refusals/ledger-problems';
import type { LedgerDeps, LedgerRequest, LedgerResult } from '../ledger-request';
import { refusedForNowProblem, refusedProblem } from '../refusals/refusal-problems';
import { keepLease } from '../lease-keeper';
import { toldToPort } from './told-to-port';

/**
 * Moves a confirmed posting on, asked by the state that a look shows: what has come so far already is done, and a repeat does
 * nothing. There is no row of its own and nothing to settle: the call is an attempt of the posting that it moves, under the
 * lease of that one, so that no two act at once. It is looked at again afterwards.
 */
export async function performAct(deps: LedgerDeps, request: LedgerRequest): Promise<LedgerResult> {
  const { document, step } = request;
  const moved = await deps.store.inTenant(document.tenantId, async (tx) => {
    const postings = await tx.postings.of(document.id);
    const standing = newestConfirmed(postings, step.moves);
    if (standing === undefined) return null;
    const leased = await tx.postings.takeLease(standing, null, deps.timing.leaseMs);
    return { standing, leased, known: await knownOf(tx, postings, step) };
  });
  if (moved === null) return { kind: 'rest' };
  const { standing, leased: posting, known } = moved;
  if (posting === null) return { kind: 'wait', afterMs: Math.max(standing.leaseLeftMs, 1000), why: 'busy' };
  return keepLease(deps.store, posting, deps.timing.leaseMs, () => act(deps, request, posting, known));
}

async function act(deps: LedgerDeps, request: LedgerRequest, posting: PostingRow, known: Known): Promise<LedgerResult> {
  const { document, step, kind, port } = request;
  const wanted = step.until ?? 'stands';
  const body = completedBody({ ...request, keyOf: () => posting.key }, known, posting.ordinal);
  const told = { ...toldToPort(posting, body, known.earlier), kind: kind.name };
  const lookNow = async (): Promise<{ found: Found | undefined; running: boolean }> => {
    const [look] = await port.look([told]);
    // What does not stand any more is moved nowhere.
    const found = look?.found.find(({ stage }) => !isGone(stage));
    return { found, running: look?.running === true };
  };

  const before = await lookNow();
  if (before.running) return { kind: 'wait', afterMs: runningLookAgainMs, why: 'running' };
  if (before.found !== undefined && reaches(before.found.stage, wanted))
    return noted(deps, request, posting, before.found);
  if (before.found === undefined) return { kind: 'held', problems: [actNotReadyProblem(kind, posting)] };
  const problems = (await port.ready?.(told)) ?? [];
  if (problems.length > 0) return { kind: 'held', problems };

  const attemptId = await deps.store.inTenant(document.tenantId, (tx) => mayAct(tx, deps, request, posting));
  if (attemptId === null) return { kind: 'stale' };
  const answer = (given: Answer): Promise<void> =>
    deps.store.inTenant(document.tenantId, (tx) => tx.postingAttempts.recordAnswer(attemptId, given));
  try {
    if (port.send === undefined) throw new RangeError(`nobody sends a ${kind.name}`);
    await port.send(told);
    await answer({ outcome: 'success', reference: null, detail: null, said: [] });
  } catch (error) {
    const given = answerOf(error);
    await answer(given);
    // Whatever else became of it: the next pass looks again.
    if (asClientError(error)?.kind !== 'Rejected') throw error;
    return given.outcome === refusedForNow
      ? { kind: 'held', problems: [refusedForNowProblem(posting, request, given)], wakeAfterMs: tryAgainMs }
      : { kind: 'held', problems: [refusedProblem(posting, request, given)] };
  }
  const { found } = await lookNow();
  return found === undefined ? { kind: 'stale' } : noted(deps, request, posting, found);
}

/** Somebody keeps what it would move. */
const tryAgainMs = 300_000;

/** A run that may bring it about is told over by the system itself; it takes its time. */
const runningLookAgainMs = 15_000;

/** Asked under the locks, as for what is sent: newest plan and hint, the lease is ours still, and whatever the step asks. Null: stale. */
async function mayAct(
  tx: Tx,
  { timing, caller }: LedgerDeps,
  { document, plan, kind, mayGo, locks }: LedgerRequest,
  posting: PostingRow,
): Promise<string | null> {
  await tx.subjects.lock(document, locks);
  const now = await tx.documents.lock(document.id);
  if (now.planId !== plan.id || now.hintNo !== plan.hintNo) return null;
  if (!(await tx.plans.isFresh(plan.id, timing.planMaxAgeMs)) || !(await mayGo(tx))) return null;
  if (!(await tx.postings.renewLease(posting, timing.leaseMs))) return null;
  await tx.standings.settleAsking(posting);
  const attemptId = await tx.postingAttempts.open(posting, caller, kind.name);
  await tx.audit(document, `${posting.step}.${kind.name}`, {
    key: posting.key,
    ordinal: posting.ordinal,
    planId: plan.id,
  });
  return attemptId;
}

/** Writes down how far the posting has come. Short of what is wanted, others have to do something: a feed watches. */
async function noted(
  deps: LedgerDeps,
  request: LedgerRequest,
  posting: PostingRow,
  found: Found,
): Promise<LedgerResult> {
  const { document, step, mends = [] } = request;
  const row = await deps.store.inTenant(document.tenantId, async (tx) => {
    const { result } = await tx.mending(document, mends, async () => {
      await tx.documents.lock(document.id);
      const { stage, stageWord, reference, facts } = found;
      await tx.postings.noteStanding(posting, { stage, stageWord, reference, facts });
      if (reaches(stage, 'delivered')) await tx.standings.settleAsking(posting);
      const now = await tx.postings.load(posting.id);
      await request.onConfirmed?.(tx, now);
      return now;
    });
    return result;
  });
  // As it stands by the newest answer, which need not be this one.
  return reaches(row.stage, step.until ?? 'stands') ? { kind: 'confirmed', posting: row } : { kind: 'rest' };
}
