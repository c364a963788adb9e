import type { PassEnd, StepResult } from '../../domain/posting/stages/pass';
import { erpOrderContent, erpOrderVersion, isOver, type ErpOrder } from '../../domain/purchase-order/erp-order';
import { contentHashOf } from '../../ledger/content-hash';
import type { DocumentRow } from '../../store/documents/documents';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { beginPass } from '../steps/begin-pass';
import { closeDocument, noDocument, notWanted } from '../steps/leave-document';
import { storeContent } from '../steps/store-content';

interface FetchedOrder {
  /** For the search attribute. */
  readonly name: string;
  /** ISO 8601: for the search attribute. */
  readonly sourceUpdatedAt: string;
}

/**
 * Reads the order in the ERP. Goes on with one that is in force and was made there by people; with one of which a commitment was
 * made, whatever became of it since.
 */
export function createFetchPurchaseOrder(ports: ActivityPorts) {
  const { store } = ports;
  return async function fetchPurchaseOrder(ref: DocumentRef): Promise<StepResult<FetchedOrder>> {
    const { connection, document, known, isCurrent, asOf, askedAt } = await beginPass<ErpOrder>(store, ref);
    const { orders, system } = await ports.erp(connection);
    const postings = await store.inTenant(ref.tenantId, (tx) => tx.runs.postingsOf(document.id));
    // The import was switched off: what stands stays as it is.
    if (orders === undefined) return leave(document);
    const order = isCurrent ? (known?.content ?? null) : await orders.read(ref.sourceId);
    if (order === null && known === null) return noDocument(ports, document);
    const stored = await storeContent(store, document, {
      answer: order === null ? 'gone' : { sourceStatus: order.status, sourceUpdatedAt: order.changedAt },
      contentHash: order === null ? 'gone' : orderHash(order),
      content: order,
      askedAt: isCurrent ? (document.seenAt ?? askedAt) : askedAt,
      isWanted: order?.standing === 'open',
    });
    if ('next' in stored) return stored;
    if (order === null) {
      const pass = { connection, document: stored, asOf };
      return notWanted(ports, pass, { why: 'its order is gone from the ERP', otherwise: 'withdrawn' });
    }
    if (postings.length === 0) {
      // Its commitment may stand all the same, made before the database was restored: in what project, that commitment said.
      const mayStand = isOver(order) && stored.projectId !== '';
      if ((order.standing !== 'open' && !mayStand) || order.outOfScope !== null) {
        return closeDocument(ports, stored, null);
      }
      const isEcho = await store.inTenant(
        ref.tenantId,
        async (tx) =>
          order.isOurs ||
          (await tx.standings.isOurs(ref, system, orders.referenceOf(order.id))) ||
          (await tx.commitmentChoices.hasOrder(ref, order.id)),
      );
      if (isEcho) return closeDocument(ports, stored, null);
    } else if (order.standing === 'notYet') {
      return leave(stored);
    }
    return { next: 'go', name: order.number, sourceUpdatedAt: order.changedAt };
  };

  /** Nothing is to be done about it now; what stands stays. */
  async function leave(document: DocumentRow): Promise<PassEnd> {
    const { stage } = document;
    await store.inTenant(document.tenantId, (tx) => tx.documents.setStage(document.id, stage, false));
    return { next: 'close', stage };
  }
}

/** Of what matters for its commitment. */
export function orderHash(order: ErpOrder): string {
  return contentHashOf(erpOrderVersion, erpOrderContent(order));
}
