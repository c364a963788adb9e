import { documentKinds } from '../../domain/documents/document-kinds';
import { readUntil } from '../../domain/documents/feed-watermark';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { noteListed } from './note-listed';

const kind = documentKinds.purchaseOrderImport.name;
/** What was not committed yet when the last poll read may bear a time before that. */
const overlapMs = 600_000;

/**
 * Reads the orders of the ERP that changed since the last time, and hints those that may become commitments or have one. Before
 * going live it reads none: the first poll afterwards reads all that may be imported.
 */
export function createPollPurchaseOrders(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollPurchaseOrders(scope: Scope): Promise<{ seen: number; hinted: number }> {
    const { connection, feed, askedAt } = await store.inTenant(scope.tenantId, async (tx) => {
      const connection = await tx.connections.load(scope.connectionId);
      await tx.feeds.ensure(scope, '', 'purchaseOrders', connection.settings.poll);
      const feed = await tx.feeds.find(scope, '', 'purchaseOrders');
      return { connection, feed, askedAt: await tx.sightings.now() };
    });
    const erp = await ports.erp(connection);
    if (feed === null || erp.orders === undefined || connection.goLiveAt === null) return { seen: 0, hinted: 0 };
    await erp.openSession();
    const until = readUntil(feed.watermark);
    const since = until === null ? null : new Date(until.getTime() - overlapMs).toISOString();
    const orders = await erp.orders.changedSince(since);
    const hinted = await store.inTenant(scope.tenantId, async (tx) => {
      let count = 0;
      const now = await tx.connections.lock(scope.connectionId);
      for (const { id, status, changedAt, isWanted } of orders) {
        const listed = { status, updatedAt: changedAt, deletedAt: null };
        const seen = { sourceStatus: status, sourceUpdatedAt: changedAt };
        const isHinted = await noteListed(tx, now, { kind, sourceId: id }, { listed, seen, isWanted, askedAt });
        if (isHinted) count += 1;
      }
      await tx.feeds.moveWatermark(feed, { until: newest(orders, until?.toISOString() ?? null) });
      return count;
    });
    return { seen: orders.length, hinted };
  };
}

/** By the ERP's own clock: the newest time that it gave. */
function newest(orders: readonly { readonly changedAt: string }[], until: string | null): string | null {
  return orders.reduce<string | null>(
    (last, { changedAt }) => (last === null || changedAt > last ? changedAt : last),
    until,
  );
}
