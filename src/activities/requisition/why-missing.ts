import { documentKinds } from '../../domain/documents/document-kinds';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';

/** `neverSeen`: nobody ever read it. `notVisible`: it may stand there all the same. */
export type WhyMissing = 'gone' | 'notVisible' | 'neverSeen';

/**
 * Why Procore does not show a requisition: it answers 404 also for what the account may not see (reference 6). Gone counts
 * only when the event of its deletion came, or when the same account reads its commitment at the same moment.
 */
export async function whyMissing(store: Store, procore: ProcorePort, document: DocumentRow): Promise<WhyMissing> {
  const { known, deleted } = await store.inTenant(document.tenantId, async (tx) => ({
    known: await tx.snapshots.load<RequisitionContent>(document),
    deleted: await tx.sightings.deletionHeard(document, documentKinds.requisition.source.resources),
  }));
  if (known === null) return 'neverSeen';
  if (deleted || known.content === null) return 'gone';
  return (await isCommitmentShown(procore, known.content)) ? 'gone' : 'notVisible';
}

export async function isCommitmentShown(procore: ProcorePort, { requisition }: RequisitionContent): Promise<boolean> {
  const { projectId, commitmentId, commitmentType } = requisition;
  return (await procore.showCommitment({ projectId, commitmentId, commitmentType })) !== null;
}
