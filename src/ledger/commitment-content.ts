import { commitmentContent, commitmentContentVersion } from '../domain/commitment/commitment-content';
import { claimOf } from '../domain/documents/claim';
import type { ProcoreCommitment } from '../domain/procore/procore-commitments';
import { contentHashOf } from './content-hash';

/** `v1:` and the sha256 of what matters for its order. */
export function commitmentHash(commitment: ProcoreCommitment): string {
  return contentHashOf(commitmentContentVersion, commitmentContent(commitment));
}

/** What a list or a read says about the document itself. */
export function seenOf({ id, projectId, status, updatedAt, ...more }: Omit<ProcoreCommitment, 'lineItems'>) {
  const claim = claimOf(more.grandTotal, more.currency.iso);
  return { projectId, commitmentId: id, sourceStatus: status, sourceUpdatedAt: updatedAt, ...claim };
}
