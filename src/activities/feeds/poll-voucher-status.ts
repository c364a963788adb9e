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
      async (tx) => {
        const connection = await tx.connections.load(scope.connectionId);
        await tx.feeds.ensure(scope, '', 'voucherStatus', connection.settings.poll);
        const feed = await tx.feeds.find(scope, '', 'voucherStatus');
        const unposted: Watched[] = [];
        for (const id of await tx.voucherWatch.watchedDocuments(scope)) {
          const document = await tx.documents.load(id);
          const key = await voucherKeyOf(tx, document);
          if (key !== null) unposted.push({ document, key });
        }
        const hasPosted = await tx.voucherWatch.hasPosted(scope);
        const releasing = await tx.retainageReleases.commitmentsWithOpen(scope);
        const fresh = await tx.lookalikes.uncompared(scope, mostCompared);
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
      await store.inTenant(scope.tenantId, (tx) => tx.feeds.moveWatermark(feed, { until }));
    }
    // After all that matters for the books: should it fail, only these notes come later.
    await noteLookalikes(ports, scope, gateway, fresh);
    return { watched: watched.length, changed };
  };

  /** Posted vouchers whose changed rows do not look as we know them. */
  async function turnedAfterPosting(scope: Scope, gateway: ErpGateway, days: number): Promise<Watched[]> {
    const changed = new Map((await gateway.readChangedVouchers(days)).map((one) => [one.erpKey, one]));
    if (changed.size === 0) return [];
    return store.inTenant(scope.tenantId, async (tx) => {
      const turned: Watched[] = [];
      for (const posted of await tx.voucherWatch.posted(scope, [...changed.keys()])) {
        const { voided = false, tax = '' } = changed.get(posted.erpKey) ?? {};
        if (!voided && isTaxAsKnown(posted, tax)) continue;
        const document = await tx.documents.load(posted.documentId);
        const key = await voucherKeyOf(tx, document, posted.erpKey);
        if (key !== null) turned.push({ document, key });
      }
      return turned;
    });
  }

  async function noteState(scope: Scope, document: DocumentRow, state: VoucherState): Promise<boolean> {
    return store.inTenant(scope.tenantId, async (tx) => {
      const locked = await tx.documents.lock(document.id);
      if (!(await tx.voucherWatch.setErpStage(document.id, state))) return false;
      await tx.documents.setStage(document.id, locked.stage, true);
      await tx.outbox.signal(locked, 'sourceChanged');
      await tx.audit(document, `voucher.${state.stage}`, { erpKey: state.erpKey, reference: state.reference });
      return true;
    });
  }
}

function isTaxAsKnown(posted: PostedVoucher, tax: string): boolean {
  return posted.erpTax !== null && tax !== '' && equals(posted.erpTax, tax);
}
