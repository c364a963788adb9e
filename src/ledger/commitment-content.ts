import { createHash } from 'node:crypto';
import { commitmentContent, commitmentContentVersion } from '../domain/commitment/commitment-content';
import type { ProcoreCommitment } from '../domain/procore/procore-commitments';

/** `v1:` and the sha256 of what matters for its order. */
export function commitmentHash(commitment: ProcoreCommitment): string {
  return `v${commitmentContentVersion}:${createHash('sha256').update(commitmentContent(commitment)).digest('hex')}`;
}
