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
  { projectId, originId, status, updatedAt, deletedAt }: ListedCommitment,
): Promise<void> {
  if (originId === null) return;
  const order =
    (await orderOf(tx, scope, originId)) ??
    (known === null ? await forgottenOrder(tx, scope, originId, projectId) : null);
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

/** As ids of orders are: other integrations write others. */
const idOfOrder = /^\d{12,18}$/;

/**
 * A commitment that is listed for the first time and names an order of which we know none: after a database was restored, say. Null:
 * no orders are imported, or its order is being looked at.
 */
async function forgottenOrder(tx: Tx, scope: Scope, sourceId: string, projectId: string): Promise<DocumentRow | null> {
  if (!idOfOrder.test(sourceId) || (await tx.feeds.find(scope, '', 'purchaseOrders')) === null) return null;
  const order = await tx.documents.see(
    scope,
    { kind: documentKinds.purchaseOrderImport.name, sourceId },
    { projectId },
  );
  return order.open ? null : order;
}

function sameCommitment(before: ProcoreCommitment | null, now: ProcoreCommitment | null): boolean {
  if (before === null || now === null) return before === now;
  return before.status === now.status && commitmentHash(before) === commitmentHash(now);
}
