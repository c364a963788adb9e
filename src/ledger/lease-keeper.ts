import type { PostingRow } from '../store/ledger/posting-row';
import type { Store } from '../store/store';

/**
 * Runs `work` while the posting's lease is renewed, and gives the lease back when it ends, unless a call is under way, or
 * `endsLease` says of the result that the lease ended with it.
 */
export async function keepLease<T>(
  store: Store,
  posting: PostingRow,
  leaseMs: number,
  work: () => Promise<T>,
  endsLease: (result: T) => boolean = () => false,
): Promise<T> {
  const timer = setInterval(() => {
    // A renewal that fails only lets the lease lapse; the next move then finds no row and stops.
    store.inTenant(posting.tenantId, (tx) => tx.postings.renewLease(posting, leaseMs)).catch(() => undefined);
  }, leaseMs / 3);
  let isEnded = false;
  try {
    const result = await work();
    isEnded = endsLease(result);
    return result;
  } finally {
    clearInterval(timer);
    if (!isEnded)
      await store.inTenant(posting.tenantId, (tx) => tx.postings.releaseLease(posting)).catch(() => undefined);
  }
}
