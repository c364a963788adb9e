import { documentKinds } from '../domain/documents/document-kinds';
import type { Scope } from '../store/scope';
import type { Tx } from '../store/unit-of-work';
import type { RequisitionContent } from './requisition-content';

/** The one that a requisition names as its previous one, as it was last read. Null: it names none, or that was never read or is gone. */
export async function previousRequisition(
  tx: Tx,
  scope: Scope,
  { previousRequisitionId: sourceId }: { readonly previousRequisitionId: string | null },
): Promise<RequisitionContent | null> {
  if (sourceId === null) return null;
  const name = { kind: documentKinds.requisition.name, sourceId };
  return (await tx.snapshots.named<RequisitionContent>(scope, name)).snapshot?.content ?? null;
}
