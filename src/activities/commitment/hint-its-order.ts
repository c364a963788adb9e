import { documentKinds } from '../../domain/documents/document-kinds';
import type { ListedCommitment, ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { commitmentHash } from '../../ledger/commitment-content';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';

/** Of a commitment that was made for an order of the ERP and is not as it was, the order's document looks at it. */
export async function hintItsOrder(
  store: Store,
  scope: Scope,
  before: ProcoreCommitment | null,
  now: ProcoreCommitment | null,
): Promise<void> {
  const originId = now?.originId ?? before?.originId ?? null;
  if (originId === null || sameCommitment(before, now)) return;
  await store.inTenant(scope.tenantId, async (tx) => {
    const order = await orderOf(tx, scope, originId);
    if (order !== null) await tx.documents.hint(order);
  });
}

/** The same of one that a list shows; `known`: its document as it was before that. */
export async function hintOrderOfListed(
  tx: Tx,
  scope: Scope,
  known: DocumentRow | null,
  { originId, status, updatedAt, deletedAt }: ListedCommitment,
): Promise<void> {
  const order = originId === null ? null : await orderOf(tx, scope, originId);
  if (order === null) return;
  const isNews =
    known === null ||
    known.sourceStatus !== status ||
    known.sourceUpdatedAt?.getTime() !== new Date(updatedAt).getTime() ||
    // A deletion need not move the time of change; one that is looked at already is not hinted again and again.
    (deletedAt !== null && !order.open);
  if (isNews) await tx.documents.hint(order);
}

/** Null: no commitment was made of an order of that id. */
async function orderOf(tx: Tx, scope: Scope, sourceId: string): Promise<DocumentRow | null> {
  const order = await tx.documents.find(scope, { kind: documentKinds.purchaseOrderImport.name, sourceId });
  return order === null || order.stage === null ? null : order;
}

function sameCommitment(before: ProcoreCommitment | null, now: ProcoreCommitment | null): boolean {
  if (before === null || now === null) return before === now;
  return before.status === now.status && commitmentHash(before) === commitmentHash(now);
}
