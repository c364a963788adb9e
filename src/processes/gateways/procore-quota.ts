import { createHash } from 'node:crypto';
import type { ProcoreQuota, QuotaObservation } from '../../clients/procore/calls/quota';
import type { Store } from '../../store/store';
import { shareLeftToDocuments } from './in-bulk';

/** Calls that a process may take at a time and make by and by; how many it gets depends on how many are left. */
const atMost = 10;
/** What was not called by then is lost to the window: much shorter than that. */
const creditMs = 2_000;

export interface QuotaKey {
  readonly clientId: string;
  readonly companyId: string;
  readonly tenantId: string;
  readonly connectionId: string;
}

/**
 * Procore counts per app and company, so all processes and connections of that pair share one bucket in the database. Where
 * plenty is left, a process takes several calls at a time and does not note every answer; near the end of a window it asks
 * before each call and notes each answer.
 */
export function procoreQuota(
  { quota }: Pick<Store, 'quota'>,
  { clientId, companyId, tenantId, connectionId }: QuotaKey,
): ProcoreQuota {
  const key = `${createHash('sha256').update(clientId, 'utf8').digest('hex').slice(0, 32)}/${companyId}`;
  /** By the share that was left to documents: what a document took is not for what reads in bulk. */
  const credits = new Map<number, { calls: number; readonly untilMs: number }>();
  let noted: { readonly limit: number; readonly resetAtMs: number } | null = null;

  return {
    take: async () => {
      const leaves = shareLeftToDocuments();
      const credit = credits.get(leaves);
      if (credit !== undefined && credit.calls > 0 && credit.untilMs > Date.now()) {
        credit.calls -= 1;
        return { granted: true };
      }
      const taken = await quota.take(key, { tenantId, connectionId, leaves, atMost });
      if ('waitMs' in taken) return { granted: false, retryAfterMs: taken.waitMs };
      credits.set(leaves, { calls: taken.calls - 1, untilMs: Date.now() + creditMs });
      return { granted: true };
    },
    observe: async (observation) => {
      const { limit, remaining, resetAfterMs, retryAfterMs } = observation;
      if (retryAfterMs !== null || remaining === 0) credits.clear();
      const now = windowOf(observation);
      if (now !== null && noted !== null && now.hasPlenty && isSame(noted, now)) return;
      await quota.observe(key, { limit, remaining, resetAfterMs, blockedMs: retryAfterMs });
      noted = now;
    },
  };
}

/** Of which window an answer tells, and whether more than half of it is left. Null: it tells something else. */
function windowOf({ limit, remaining, resetAfterMs, retryAfterMs }: QuotaObservation) {
  if (limit === null || remaining === null || resetAfterMs === null || retryAfterMs !== null) return null;
  return { limit, resetAtMs: Date.now() + resetAfterMs, hasPlenty: remaining > limit / 2 };
}

/** Reset times have whole seconds. */
function isSame(
  one: { readonly limit: number; readonly resetAtMs: number },
  other: { readonly limit: number; readonly resetAtMs: number },
): boolean {
  return one.limit === other.limit && Math.abs(one.resetAtMs - other.resetAtMs) <= 2_000;
}
