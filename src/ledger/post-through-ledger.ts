import { performAct } from './effects/perform-act';
import { awaitEffect } from './effects/await-effect';
import { EffectMaker } from './effects/effect-maker';
import { keepLease } from './lease-keeper';
import { occupiedProblem, voidedProblem } from './refusals/ledger-problems';
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
    case 'occupied':
      return { kind: 'held', problems: [occupiedProblem(step.step, reservation.subject)] };
    case 'awaiting':
      return awaitEffect(deps, request, reservation.posting, reservation.known);
    case 'leased': {
      const { posting, known } = reservation;
      return keepLease(deps.store, posting, deps.timing.leaseMs, () =>
        new EffectMaker(deps, request, new LeasedPosting(deps, request, posting), known).make(),
      );
    }
  }
}
