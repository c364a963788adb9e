import type { ProcorePort } from '../../clients/procore/procore-port';
import { idWithoutPackage, listedWithoutPackage } from '../../domain/change-order/without-package';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';
import { commitmentBeside, commitmentOf, type ReadChangeOrder } from './commitment-of-change-order';

/**
 * A commitment change order that is in no package, with its lines and its commitment. One that came into a package before anything
 * of it was ordered is gone as such: the package has its lines.
 */
export async function readWithoutPackage(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
  known: boolean,
): Promise<ReadChangeOrder> {
  const { projectId, sourceId } = document;
  const commitmentChangeOrderId = idWithoutPackage(sourceId) ?? '';
  const { found, unreadable } = await procore.commitmentChangeOrdersByIds({
    projectId,
    ids: [commitmentChangeOrderId],
  });
  const [fault] = unreadable;
  if (fault !== undefined) return new Error(fault.fault);
  const [shown] = found;
  if (shown === undefined) return known ? whyMissing(store, procore, document) : 'neverSeen';
  const listed = listedWithoutPackage(shown, projectId);
  if (listed === null) return new Error('updated_at: expected a time');
  const { packageId, batchId, ...row } = listed;
  if (packageId !== null && (await nothingStands(store, document))) return 'gone';
  if (packageId === null && batchId !== null) {
    return new Error(`legacy_package_id: expected that of the package, since it is in batch ${batchId}`);
  }
  const commitment = await commitmentBeside(store, procore, document, shown.contractId);
  if (commitment === null) return known ? 'notVisible' : 'neverSeen';
  const lineItems = await procore.commitmentChangeOrderLines({ projectId, commitmentChangeOrderId });
  const changeOrder = { ...row, currency: shown.currency, lineItems };
  return { changeOrder, commitment: commitment === 'upToDate' ? null : commitment };
}

function nothingStands(store: Store, { id, tenantId }: DocumentRow): Promise<boolean> {
  return store.inTenant(tenantId, async (tx) => (await tx.effects.of(id)).mayStand().isEmpty);
}

/** No event tells of its deletion, and no list has deleted ones: its commitment and what else that has are shown at that moment. */
async function whyMissing(
  store: Store,
  procore: ProcorePort,
  document: DocumentRow,
): Promise<'gone' | 'neverSeen' | 'notVisible'> {
  const { commitmentId, projectId } = document;
  if (commitmentId === null) return 'neverSeen';
  if ((await commitmentOf(store, procore, document, commitmentId)) === null) return 'notVisible';
  // Where this list is refused, nothing is concluded.
  await procore.commitmentChangeOrders({ projectId, contractId: commitmentId });
  return 'gone';
}
