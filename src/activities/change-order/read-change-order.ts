import type { ProcorePort } from '../../clients/procore/procore-port';
import { idWithoutPackage } from '../../domain/change-order/without-package';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import { asClientError } from '../../ledger/refusals/error-kind';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { commitmentBeside, type ReadChangeOrder } from './commitment-of-change-order';
import { linesOfPackage } from './lines-of-package';
import { readWithoutPackage } from './read-without-package';

/** A change order as Procore shows it now, with its lines and its commitment; `known`: whether it was read before. */
export async function readChangeOrder(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  known: boolean,
): Promise<ReadChangeOrder> {
  const { projectId, sourceId: packageId } = document;
  try {
    if (idWithoutPackage(packageId) !== null) return await readWithoutPackage(store, procore, document, known);
    const shown = await procore.showChangeOrderPackage({ projectId, packageId });
    if (shown === null) return await whyMissing(store, procore, document, known);
    if (shown.deletedAt !== null) return 'gone';
    const { id, contractId, number, title, status, grandTotal, originId, reviewedAt, updatedAt, currency } = shown;
    const commitment = contractId === null ? null : await commitmentBeside(store, procore, document, contractId);
    if (contractId === null || commitment === null) return known ? 'notVisible' : 'neverSeen';
    if (updatedAt === null) return new Error('updated_at: expected a time');
    const lineItems = await linesOfPackage(procore, { projectId, contractId, packageId, known: shown.lineItems });
    const changeOrder: ProcoreChangeOrder = {
      ...{ id, projectId, contractId, number, title, status, grandTotal, originId, reviewedAt, updatedAt, currency },
      ...{ deletedAt: null, lineItems },
    };
    return { changeOrder, commitment: commitment === 'upToDate' ? null : commitment };
  } catch (error) {
    const ours = asClientError(error);
    if (ours?.detail['reason'] !== 'unexpectedShape') throw error;
    return ours;
  }
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
