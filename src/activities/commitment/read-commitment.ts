import type { ProcorePort } from '../../clients/procore/procore-port';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';

type CommitmentType = ProcoreCommitment['type'];

export const commitmentTypes: readonly CommitmentType[] = ['WorkOrderContract', 'PurchaseOrderContract'];

/**
 * `neverSeen`: Procore has no commitment of that id, and nobody ever read one. `notVisible`: it may stand there all the same.
 * An error says what does not have the documented shape.
 */
export type ReadCommitment = ProcoreCommitment | 'gone' | 'neverSeen' | 'notVisible' | Error;

/** A commitment as Procore shows it now; `known`: whether it was read before. */
export async function readCommitment(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  known: boolean,
): Promise<ReadCommitment> {
  const { projectId, sourceId: commitmentId } = document;
  const type = await store.inTenant(document.tenantId, async (tx) => {
    const [named] = await tx.commitments.named(document, { ids: [commitmentId] });
    return commitmentTypes.find((one) => one === named?.type) ?? null;
  });
  // An event names the id alone where its resource is of both kinds.
  for (const commitmentType of type === null ? commitmentTypes : [type]) {
    try {
      const shown = await procore.showCommitment({ projectId, commitmentId, commitmentType });
      if (shown !== null) return shown.deletedAt === null ? shown : 'gone';
    } catch (error) {
      const ours = asClientError(error);
      if (ours?.detail['reason'] !== 'unexpectedShape') throw error;
      return ours;
    }
  }
  return whyMissing(store, procore, document, { type, known });
}

/**
 * Procore answers 404 also for what the account may not see (reference 6). Gone counts only when the event of its deletion came,
 * or when the list of deleted commitments has it.
 */
async function whyMissing(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  { type, known }: { readonly type: CommitmentType | null; readonly known: boolean },
): Promise<'gone' | 'neverSeen' | 'notVisible'> {
  if (!known) return 'neverSeen';
  const deleted = await store.inTenant(document.tenantId, (tx) =>
    tx.sightings.deletionHeard(document, documentKinds.commitment.source.resources),
  );
  if (deleted) return 'gone';
  const { projectId, sourceId } = document;
  for (const one of type === null ? commitmentTypes : [type]) {
    const { found } = await procore.commitmentsByIds({ projectId, type: one, commitmentIds: [sourceId] });
    if (found.some(({ deletedAt }) => deletedAt !== null)) return 'gone';
  }
  return 'notVisible';
}
