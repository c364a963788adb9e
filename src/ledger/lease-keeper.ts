import type { PostingRow } from '../store/ledger/posting-row';
import type { Store } from '../store/store';

/** Runs `work` while the posting's lease is renewed, and gives the lease back when it ends, unless a call is under way. */
export async function keepLease<T>(
  store: Store,
  posting: PostingRow,
  leaseMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => {
    // A renewal that fails only lets the lease lapse; the next move then finds no row and stops.
    store.inTenant(posting.tenantId, (tx) => tx.postings.renewLease(posting, leaseMs)).catch(() => undefined);
  }, leaseMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await store.inTenant(posting.tenantId, (tx) => tx.postings.releaseLease(posting)).catch(() => undefined);
  }
}
