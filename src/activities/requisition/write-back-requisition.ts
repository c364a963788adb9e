import type { ErpReference } from '../../domain/posting/found-posting';
import { asClientError } from '../../ledger/error-kind';
import { postingContext, type PlannedPosting, type PostingContext } from './posting-context';
import type { ActivityPorts } from '../ports';

/**
 * Writes the ERP's reference to the requisition as `origin_id`, which locks it in Procore. Only by setting, and never
 * over what another integration wrote there. A refusal is noted and tried again by the
 * next pass: the books are right without it.
 */
export function createWriteBackRequisition(ports: ActivityPorts) {
  const { store } = ports;
  return async function writeBackRequisition(posting: PlannedPosting): Promise<void> {
    const context = await postingContext(ports, posting);
    const { connection, document } = context;
    const references = await confirmedReferences(context);
    const originId = originOf(references);
    const procore = await ports.procore(connection);
    const { sourceId: requisitionId, projectId, commitmentId } = document;
    if (originId === null || commitmentId === null) return;

    const now = await procore.showRequisition({ projectId, requisitionId });
    if (now === null) return;
    if (now.originId !== null && now.originId !== originId) {
      await note(context, 'writeBack.leftAlone', { originId: now.originId });
      return;
    }
    const userId = connection.procoreUserId ?? '';
    await store.inTenant(document.tenantId, (tx) => tx.writeBacks.open(connection, document, userId));
    let updatedAt = now.updatedAt;
    if (now.originId === null) {
      try {
        const originData = JSON.stringify(references);
        ({ updatedAt } = await procore.writeRequisitionOrigin({
          projectId,
          requisitionId,
          commitmentId,
          originId,
          originData,
        }));
      } catch (error) {
        if (asClientError(error)?.kind !== 'Rejected') throw error;
        await note(context, 'writeBack.refused', { originId });
        return;
      }
    }
    await store.inTenant(document.tenantId, (tx) => tx.writeBacks.returned(connection, document, updatedAt));
    await note(context, 'writeBack.done', { originId });
  };

  async function confirmedReferences({ document }: PostingContext): Promise<Record<string, ErpReference>> {
    const postings = await store.inTenant(document.tenantId, (tx) => tx.postings.of(document.id));
    const confirmed = postings.filter((one) => one.state === 'confirmed' && ['order', 'voucher'].includes(one.step));
    return Object.fromEntries(confirmed.map((one) => [one.step, { key: one.erpKey, ...one.reference }]));
  }

  async function note({ document }: PostingContext, act: string, facts: Record<string, unknown>): Promise<void> {
    await store.inTenant(document.tenantId, (tx) => tx.audit(document, act, facts));
  }
}

/** The voucher's key, or the order's where no voucher is posted: unique in the company, as `origin_id` must be. */
function originOf(references: Readonly<Record<string, ErpReference>>): string | null {
  const key = (references['voucher'] ?? references['order'])?.['key'];
  return key === undefined ? null : `JDE-${key}`;
}
