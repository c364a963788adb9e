import type { PostingBody } from '../domain/jde/posting-body';
import { Effect } from './effect';
import { keepLease } from './lease-keeper';
import { rejectionProblem } from './ledger-problems';
import type { LedgerDeps, LedgerRequest, LedgerResult } from './ledger-request';
import { LeasedPosting } from './leased-posting';
import { reserve } from './reserve';

export type { LedgerDeps, LedgerRequest, LedgerResult } from './ledger-request';

/**
 * The one way to an effect in the ERP (design 6): name it, look for it, decide under locks, send once, look again.
 * Whatever happens in between (crash, lost answer, late commit, reset, a newer plan), the effect stands there once.
 */
export async function postThroughLedger<Body extends PostingBody>(
  deps: LedgerDeps,
  request: LedgerRequest<Body>,
): Promise<LedgerResult<Body>> {
  const { document } = request;
  const reservation = await deps.store.inTenant(document.tenantId, (tx) =>
    reserve(tx, {
      document,
      step: request.step,
      plan: request.plan,
      leaseMs: deps.timing.leaseMs,
      ignoreDates: request.ignoreDates,
      keyOf: request.keyOf,
      bodyOf: request.bodyOf,
    }),
  );
  switch (reservation.kind) {
    case 'stale':
      return { kind: 'stale' };
    case 'done':
      return { kind: 'confirmed', reference: reservation.posting.reference ?? {}, posting: reservation.posting };
    case 'changed':
      return {
        kind: 'changed',
        posting: reservation.posting,
        posted: reservation.posted as Body,
        planned: request.bodyOf(reservation.posting.erpKey),
      };
    case 'busy':
      return { kind: 'wait', afterMs: reservation.afterMs, why: 'busy' };
    case 'rejectedAlready':
      return { kind: 'held', problems: [rejectionProblem(reservation.posting, null)] };
    case 'leased':
      return keepLease(deps.store, reservation.posting, deps.timing.leaseMs, () =>
        new Effect(deps, request, new LeasedPosting(deps, request, reservation.posting)).make(),
      );
  }
}
