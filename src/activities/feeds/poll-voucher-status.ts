import type { VoucherKey } from '../../clients/erp-gateway';
import type { Scope } from '../../store/scope';
import type { DocumentRow } from '../../store/documents';
import type { ActivityPorts } from '../ports';
import { voucherKeyOf } from '../voucher-key';

/**
 * Watches all vouchers of a connection that the ERP has not posted yet, in a fresh session, and wakes the documents of
 * those that moved on, were voided or are gone. No workflow polls for its own.
 */
export function createPollVoucherStatus(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollVoucherStatus(scope: Scope): Promise<{ watched: number; changed: number }> {
    const { connection, watched } = await store.inTenant(scope.tenantId, async (trx) => {
      const connection = await store.connections.loadConnection(trx, scope.connectionId);
      const watched: { document: DocumentRow; key: VoucherKey }[] = [];
      for (const id of await store.voucherWatch.watchedDocuments(trx, scope)) {
        const document = await store.documents.loadDocument(trx, id);
        const key = await voucherKeyOf(trx, store, document);
        if (key !== null) watched.push({ document, key });
      }
      return { connection, watched };
    });
    if (watched.length === 0) return { watched: 0, changed: 0 };
    const gateway = await ports.erp(connection);
    await gateway.freshSession();
    const states = await gateway.readVoucherStates(watched.map((one) => one.key));
    const byKey = new Map(states.map((state) => [state.erpKey, state]));

    let changed = 0;
    for (const { document, key } of watched) {
      const state = byKey.get(key.erpKey);
      if (state === undefined) continue;
      await store.inTenant(scope.tenantId, async (trx) => {
        const moved = await store.voucherWatch.setErpStage(trx, document.id, state);
        if (!moved) return;
        changed += 1;
        const locked = await store.documents.lockDocument(trx, document.id);
        await store.documents.setStage(trx, document.id, locked.stage, true);
        await store.documents.signalDocument(trx, locked, 'sourceChanged');
        await store.audit.appendAudit(trx, scope.tenantId, {
          actor: ports.actor,
          act: `voucher.${state.stage}`,
          connectionId: scope.connectionId,
          documentKind: document.kind,
          sourceId: document.sourceId,
          facts: { erpKey: key.erpKey, reference: state.reference },
        });
      });
    }
    return { watched: watched.length, changed };
  };
}
