import type { ProcorePort } from '../../clients/procore/procore-port';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { commitmentTypes } from '../commitment/read-commitment';

interface ReadOfChangeOrder {
  readonly changeOrder: ProcoreChangeOrder;
  /** As it is shown now; null: not read with it. */
  readonly commitment: ProcoreCommitment | null;
}

/**
 * `neverSeen`: Procore has no such change order of a commitment, and nobody ever read one; those of prime contracts are none.
 * `notVisible`: it may stand there all the same. An error says what does not have the documented shape.
 */
export type ReadChangeOrder = ReadOfChangeOrder | 'gone' | 'neverSeen' | 'notVisible' | Error;

/**
 * The commitment of a change order as Procore shows it now; `upToDate`: what is kept of it is, and it is not asked for again, since
 * many change orders of one come at once. Null: the contract is no commitment, or none that the account may see.
 */
export async function commitmentBeside(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  commitmentId: string,
): Promise<ProcoreCommitment | 'upToDate' | null> {
  const known = await store.inTenant(document.tenantId, (tx) => tx.commitments.upToDate(document, commitmentId));
  return known === null ? commitmentOf(store, procore, document, commitmentId) : 'upToDate';
}

/** As Procore shows it now. Null: the contract is no commitment, or none that the account may see. */
export async function commitmentOf(
  store: Store,
  procore: ProcorePort,
  { projectId, tenantId, connectionId }: DocumentRow,
  commitmentId: string,
): Promise<ProcoreCommitment | null> {
  const type = await store.inTenant(tenantId, async (tx) => {
    const [named] = await tx.commitments.named({ tenantId, connectionId }, { ids: [commitmentId] });
    return commitmentTypes.find((one) => one === named?.type) ?? null;
  });
  for (const commitmentType of type === null ? commitmentTypes : [type]) {
    const shown = await procore.showCommitment({ projectId, commitmentId, commitmentType });
    if (shown !== null) return shown;
  }
  return null;
}
