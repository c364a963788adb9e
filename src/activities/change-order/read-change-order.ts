import type { ProcorePort } from '../../clients/procore/procore-port';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { commitmentTypes } from '../commitment/read-commitment';
import { linesOfPackage } from './lines-of-package';

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

/** A change order as Procore shows it now, with its lines and its commitment; `known`: whether it was read before. */
export async function readChangeOrder(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  known: boolean,
): Promise<ReadChangeOrder> {
  const { projectId, sourceId: packageId } = document;
  try {
    const shown = await procore.showChangeOrderPackage({ projectId, packageId });
    if (shown === null) return await whyMissing(store, procore, document, known);
    if (shown.deletedAt !== null) return 'gone';
    const { id, contractId, number, title, status, grandTotal, originId, reviewedAt, updatedAt, currency } = shown;
    const commitment = contractId === null ? null : await commitmentOf(store, procore, document, contractId);
    if (contractId === null || commitment === null) return known ? 'notVisible' : 'neverSeen';
    if (updatedAt === null) return new Error('updated_at: expected a time');
    const lineItems = await linesOfPackage(procore, { projectId, contractId, packageId, known: shown.lineItems });
    const changeOrder: ProcoreChangeOrder = {
      ...{ id, projectId, contractId, number, title, status, grandTotal, originId, reviewedAt, updatedAt, currency },
      ...{ deletedAt: null, lineItems },
    };
    return { changeOrder, commitment };
  } catch (error) {
    const ours = asClientError(error);
    if (ours?.detail['reason'] !== 'unexpectedShape') throw error;
    return ours;
  }
}

/** Null: the contract is no commitment, or none that the account may see. */
async function commitmentOf(
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

/** As of a commitment: gone counts only when the event of its deletion came, or when the list of deleted ones has it. */
async function whyMissing(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  known: boolean,
): Promise<'gone' | 'neverSeen' | 'notVisible'> {
  if (!known) return 'neverSeen';
  const deleted = await store.inTenant(document.tenantId, (tx) =>
    tx.sightings.deletionHeard(document, documentKinds.changeOrder.source.resources),
  );
  if (deleted) return 'gone';
  const { projectId, sourceId } = document;
  const { found } = await procore.changeOrdersByIds({ projectId, packageIds: [sourceId] });
  return found.some(({ deletedAt }) => deletedAt !== null) ? 'gone' : 'notVisible';
}
