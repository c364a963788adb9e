import type { PostingRow } from '../store/ledger/posting-row';
import type { Tx } from '../store/unit-of-work';
import { isInFlight } from './settle-in-flight';

/** What was posted of a request for other bank details. */
export async function bankPostings(tx: Tx, documentId: string): Promise<readonly PostingRow[]> {
  return (await tx.postings.of(documentId)).filter(({ step }) => step === 'bank');
}

/** It was sent, and nobody knows yet what became of it. */
export function isUnderWay(postings: readonly PostingRow[]): boolean {
  return postings.some((one) => isInFlight(one) && one.sends > 0);
}
