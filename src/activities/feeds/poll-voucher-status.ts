import type { ErpGateway, VoucherKey, VoucherState } from '../../clients/erp-gateway';
import { equals } from '../../domain/money/money';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import type { PostedVoucher } from '../../store/ledger/voucher-watch';
import type { ActivityPorts } from '../ports';
import { voucherKeyOf } from '../requisition/voucher-key';
import { checkRetainageReleases } from './check-retainage-releases';
import { daysToLookBack } from './days-to-look-back';
import { readUntil } from './feed-watermark';
import { noteLookalikes } from './note-lookalikes';

/** Vouchers that one poll compares with others of their suppliers; the rest waits for the next. */
const mostCompared = 200;

interface Watched {
  readonly document: DocumentRow;
  readonly key: VoucherKey;
}

/**
 * Watches the vouchers of a connection in a fresh session, and wakes the documents of those that moved on, were voided
 * or are gone. Those not posted yet are asked for one by one; of the posted ones only what changed lately is read, so
 * that a poll costs the same however many there are. No workflow polls for its own.
 */
export function createPollVoucherStatus(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollVoucherStatus(scope: Scope): Promise<{ watched: number; changed: number }> {
    const beganAt = new Date();
    const { connection, feed, unposted, hasPosted, releasing, fresh } = await store.inTenant(
      scope.tenantId,
      async (trx) => {
        const connection = await store.connections.loadConnection(trx, scope.connectionId);
        await store.feeds.ensureFeed(trx, scope, '', 'voucherStatus', connection.settings.poll);
        const feed = await store.feeds.findFeed(trx, scope, '', 'voucherStatus');
        const unposted: Watched[] = [];
        for (const id of await store.voucherWatch.watchedDocuments(trx, scope)) {
          const document = await store.documents.loadDocument(trx, id);
          const key = await voucherKeyOf(trx, store, document);
          if (key !== null) unposted.push({ document, key });
        }
        const hasPosted = await store.voucherWatch.hasPostedVouchers(trx, scope);
        const releasing = await store.retainageReleases.commitmentsWithOpenReleases(trx, scope);
        const fresh = await store.lookalikes.uncomparedVouchers(trx, scope, mostCompared);
        return { connection, feed, unposted, hasPosted, releasing, fresh };
      },
    );
    if (unposted.length === 0 && !hasPosted && releasing.length === 0 && fresh.length === 0)
      return { watched: 0, changed: 0 };
    const gateway = await ports.erp(connection);
    await gateway.freshSession();
    const days = daysToLookBack(readUntil(feed?.watermark), beganAt);
    const turned = hasPosted ? await turnedAfterPosting(scope, gateway, days) : [];
    const known = new Set(unposted.map(({ key }) => key.erpKey));
    const watched = [...unposted, ...turned.filter(({ key }) => !known.has(key.erpKey))];
    const states = watched.length === 0 ? [] : await gateway.readVoucherStates(watched.map((one) => one.key));
    const byKey = new Map(states.map((state) => [state.erpKey, state]));

    let changed = 0;
    for (const { document, key } of watched) {
      const state = byKey.get(key.erpKey);
      if (state !== undefined && (await noteState(scope, document, state))) changed += 1;
    }
    await checkRetainageReleases(ports, scope, gateway, releasing);
    // What was not noted is read again by the next poll.
    if (hasPosted && feed !== null) {
      const until = beganAt.toISOString();
      await store.inTenant(scope.tenantId, (trx) => store.feeds.moveWatermark(trx, feed, { until }));
    }
    // After all that matters for the books: should it fail, only these notes come later.
    await noteLookalikes(ports, scope, gateway, fresh);
    return { watched: watched.length, changed };
  };

  /** Posted vouchers whose changed rows do not look as we know them. */
  async function turnedAfterPosting(scope: Scope, gateway: ErpGateway, days: number): Promise<Watched[]> {
    const changed = new Map((await gateway.readChangedVouchers(days)).map((one) => [one.erpKey, one]));
    if (changed.size === 0) return [];
    return store.inTenant(scope.tenantId, async (trx) => {
      const turned: Watched[] = [];
      for (const posted of await store.voucherWatch.postedVouchers(trx, scope, [...changed.keys()])) {
        const { voided = false, tax = '' } = changed.get(posted.erpKey) ?? {};
        if (!voided && isTaxAsKnown(posted, tax)) continue;
        const document = await store.documents.loadDocument(trx, posted.documentId);
        const key = await voucherKeyOf(trx, store, document, posted.erpKey);
        if (key !== null) turned.push({ document, key });
      }
      return turned;
    });
  }

  async function noteState(scope: Scope, document: DocumentRow, state: VoucherState): Promise<boolean> {
    return store.inTenant(scope.tenantId, async (trx) => {
      const locked = await store.documents.lockDocument(trx, document.id);
      if (!(await store.voucherWatch.setErpStage(trx, document.id, state))) return false;
      await store.documents.setStage(trx, document.id, locked.stage, true);
      await store.documents.signalDocument(trx, locked, 'sourceChanged');
      await store.audit.appendAudit(trx, scope.tenantId, {
        actor: ports.actor,
        act: `voucher.${state.stage}`,
        connectionId: scope.connectionId,
        documentKind: document.kind,
        sourceId: document.sourceId,
        facts: { erpKey: state.erpKey, reference: state.reference },
      });
      return true;
    });
  }
}

function isTaxAsKnown(posted: PostedVoucher, tax: string): boolean {
  return posted.erpTax !== null && tax !== '' && equals(posted.erpTax, tax);
}
