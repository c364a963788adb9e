import { daysToLookBack } from '../../feeds/days-to-look-back';
import { isWholeDue, supplierWatermark, withStamps } from '../../../domain/vendor/import/supplier-watermark';
import type { Scope } from '../../../store/scope';
import type { CarriedByItself } from '../../../workflows/messages';
import type { ActivityPorts } from '../../ports';

/**
 * Looks which suppliers of the ERP changed since the last time, and notes them until they are carried to Procore. Where the ERP tells no
 * changes, and once a day anywhere, all are due; where new vendors become suppliers and nothing is carried the other way, nothing is looked
 * for in between. Before the matching is closed, and where no setting says that either becomes the other by itself, nothing is. Null: nothing
 * is due.
 */
export function createPollSuppliers(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollSuppliers(scope: Scope): Promise<CarriedByItself | null> {
    const { connection, feed, isClosed, now } = await store.inTenant(scope.tenantId, async (tx) => ({
      connection: await tx.connections.load(scope.connectionId),
      isClosed: (await tx.matches.run(scope))?.closedAt != null,
      ...{ feed: await tx.feeds.find(scope, '', 'suppliers'), now: await tx.vendorBases.now() },
    }));
    if (!isClosed || feed === null) return null;
    const before = supplierWatermark(feed.watermark);
    const erp = await ports.erp(connection);
    const isCarried = connection.settings.vendors?.import?.byItself === true;
    if (!isCarried && erp.suppliers?.made?.of !== 'all') return null;
    const changes = isCarried ? erp.suppliers?.changes : undefined;
    if (changes === undefined) return isWholeDue(before, now) ? { due: 'all', asOf: now } : null;
    await erp.openSession();
    const days = daysToLookBack(before.until === null ? new Date(now) : new Date(before.until), new Date(now));
    const after = withStamps(before, await changes.stamps(days), now);
    await store.inTenant(scope.tenantId, (tx) => tx.feeds.moveWatermark(feed, after));
    if (isWholeDue(after, now)) return { due: 'all', asOf: now };
    return after.pending.length > 0 ? { due: 'changes', asOf: now } : null;
  };
}
