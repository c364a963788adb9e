import { performAct } from './effects/perform-act';
import { awaitEffect } from './effects/await-effect';
import { EffectMaker } from './effects/effect-maker';
import { keepLease } from './lease-keeper';
import { occupiedProblem, voidedProblem, forgottenProblem } from './refusals/ledger-problems';
import { causeKey } from '../domain/holds/cause-key';
import type { PostingRow } from '../store/ledger/posting-row';
import type { LedgerDeps, LedgerRequest, LedgerResult } from './ledger-request';
import { LeasedPosting } from './leased-posting';
import { refusedProblem } from './refusals/refusal-problems';
import { reserve } from './reserve';

export type { LedgerDeps, LedgerRequest, LedgerResult } from './ledger-request';

/**
 * The one way to an effect in an outside system (design 6): name it, look for it, decide under locks, send once, look again.
 * Whatever happens in between (crash, lost answer, late commit, reset, a newer plan), the effect stands there once.
 */
export async function postThroughLedger(deps: LedgerDeps, request: LedgerRequest): Promise<LedgerResult> {
  if (request.kind.nature === 'acts') return performAct(deps, request);
  const { document, step } = request;
  const reservation = await deps.store.inTenant(document.tenantId, (tx) => reserve(tx, request, deps.timing.leaseMs));
  switch (reservation.kind) {
    case 'stale':
      return { kind: 'stale' };
    case 'done':
      return { kind: 'confirmed', posting: reservation.posting };
    case 'changed':
      return { kind: 'changed', posting: reservation.posting };
    case 'busy':
      return { kind: 'wait', afterMs: reservation.afterMs, why: 'busy' };
    case 'rejectedAlready': {
      const { posting } = reservation;
      const answered = await deps.store.inTenant(document.tenantId, (tx) => tx.postingAttempts.silenceOf(posting));
      return { kind: 'held', problems: [refusedProblem(posting, request, answered)] };
    }
    case 'erpVoided':
      return { kind: 'held', problems: [voidedProblem(reservation.posting, request)] };
    case 'occupied': {
      const problems = [occupiedProblem(step.step, reservation.subject)];
      return { kind: 'held', problems, wakeAfterMs: occupiedLookAgainMs };
    }
    case 'awaiting':
      return awaitEffect(deps, request, reservation.posting, reservation.known);
    case 'leased': {
      const { posting, known, left } = reservation;
      if (left !== undefined) {
        await deps.store.inTenant(document.tenantId, (tx) => tx.mended(document, [causeKey.subject(left)]));
      }
      const asked = asItWasSent(request, posting);
      const make = async (): Promise<LedgerResult> =>
        asked.isReplaced === true && posting.body === null
          ? { kind: 'held', problems: [forgottenProblem(posting, asked)] }
          : new EffectMaker(deps, asked, new LeasedPosting(deps, asked, posting), known).make();
      return keepLease(deps.store, posting, deps.timing.leaseMs, make, ({ kind }) => kind === 'confirmed');
    }
  }
}

/** Who keeps the subject tells when it is free; this is for what nobody told. */
const occupiedLookAgainMs = 3_600_000;

/** What was sent is settled as what it was sent as, whatever kind of posting the settings make of it by now. */
function asItWasSent(request: LedgerRequest, posting: PostingRow): LedgerRequest {
  if (posting.state !== 'uncertain' || posting.kind === request.kind.name) return request;
  const { kind, port } = request.kindAt(posting.kind);
  return { ...request, kind, port, isReplaced: true };
}
