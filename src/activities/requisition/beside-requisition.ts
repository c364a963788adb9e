import type { ProcorePort } from '../../clients/procore/procore-port';
import { isIdentifiedElsewhere, missingIdentity } from '../../domain/requisition/item-key';
import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { listedHash, type RequisitionContent } from '../../ledger/requisition-content';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { withIdentities } from './complete-requisition';

/** Keeps what was completed of the content, and not over what was read meanwhile: then gives false. */
export async function storeCompleted(
  store: Store,
  document: DocumentRow,
  { content, completed }: { readonly content: RequisitionContent; readonly completed: RequisitionContent },
): Promise<boolean> {
  const contentHash = listedHash(completed.requisition);
  return store.inTenant(document.tenantId, async (tx) => {
    await tx.documents.lock(document.id);
    const now = await tx.snapshots.load<RequisitionContent>(document);
    if (now?.content == null || !isSame(now.content, content)) return false;
    await tx.snapshots.store(document, { hintNo: now.hintNo, contentHash, content: completed });
    return true;
  });
}

/** All of it: what does not matter for the books may be what a hold ends by. */
function isSame(one: RequisitionContent, other: RequisitionContent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Its items are compared with those of the requisition before it, which may never have had a pass of its own: both must
 * be known by the same ids.
 */
export async function identifyPrevious(
  store: Store,
  procore: ProcorePort,
  scope: DocumentRow,
  { items, previousRequisitionId }: ProcoreRequisition,
): Promise<void> {
  if (previousRequisitionId === null || !items.some(isIdentifiedElsewhere)) return;
  const load = (tx: Tx) => loadContent(tx, scope, previousRequisitionId);
  const previous = await store.inTenant(scope.tenantId, load);
  if (previous === null || !previous.content.requisition.items.some((item) => missingIdentity(item) !== null)) return;
  const content = await withIdentities(procore, previous.content);
  if (content === previous.content) return;
  await store.inTenant(scope.tenantId, async (tx) => {
    await tx.documents.lock(previous.document.id);
    const now = await load(tx);
    // Not over what was read meanwhile, nor over what its own pass completed: that is more than this.
    if (now === null || !isSame(now.content, previous.content)) return;
    const { contentHash, hintNo } = now;
    await tx.snapshots.store(previous.document, { hintNo, contentHash, content });
  });
}

async function loadContent(tx: Tx, scope: DocumentRow, sourceId: string) {
  const document = await tx.documents.find(scope, { kind: 'requisition', sourceId });
  const snapshot = document === null ? null : await tx.snapshots.load<RequisitionContent>(document);
  if (document === null || snapshot === null || snapshot.content === null) return null;
  return { document, hintNo: snapshot.hintNo, contentHash: snapshot.contentHash, content: snapshot.content };
}

/** The requisition's commitment as Procore shows it now, kept; null: it does not show it. `askedAt`: the database's time before that. */
export async function readCommitment(
  store: Store,
  procore: ProcorePort,
  of: { readonly connection: Connection; readonly requisition: ProcoreRequisition; readonly askedAt: Date },
): Promise<ProcoreCommitment | null> {
  const { connection, requisition, askedAt } = of;
  const { commitmentId, commitmentType, projectId } = requisition;
  const commitment = await procore.showCommitment({ projectId, commitmentId, commitmentType });
  if (commitment !== null) {
    await store.inTenant(connection.tenantId, (tx) => tx.commitments.store(connection, projectId, commitment, askedAt));
  }
  return commitment;
}
