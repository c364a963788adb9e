import type { ActivityPorts } from '../ports';
import { noteChangeOrder } from './note-change-order';
import { noteUnreadable } from './note-listed';
import type { Polled } from './poll-commitments';
import { noteWithoutPackage } from './note-without-package';
import { readChanged, sweptToday } from './read-changed';
import type { OfFeed } from './read-windows';
import { changeOrdersByNames, readWithoutPackage } from './read-without-package';
import { sweepListed } from './sweep-listed';

/**
 * Reads a project's change order packages that changed since the last time, of every status and deleted ones too, and commitment change
 * orders that are in none: two calls when nothing happened, and once a day those that may have been deleted without a word. Before
 * go-live it only notes them; afterwards it hints those of which lines may have to come onto an order, or stand there.
 */
export function createPollChangeOrders(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollChangeOrders(request: OfFeed): Promise<Polled> {
    const { projectId, tenantId } = request;
    const { connection, feed, askedAt } = await store.inTenant(tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, projectId, 'changeOrders', connection.settings.poll);
      const feed = await tx.feeds.find(request, projectId, 'changeOrders');
      return { connection, feed, askedAt: await tx.sightings.now() };
    });
    if (feed === null) throw new RangeError(`no feed of change orders for project ${projectId}`);
    const procore = await ports.procore(connection);
    const changed = await readChanged(`change orders of project ${projectId}`, feed.watermark, (args) =>
      procore.changedChangeOrders({ projectId, ...args }),
    );
    const alone = await readWithoutPackage(procore, projectId, feed.watermark);
    let hinted = await store.inTenant(tenantId, async (tx) => {
      let count = 0;
      // As it is now: it may have gone live while Procore was read. The lock keeps it from doing so until this is stored.
      const now = await tx.connections.lock(request.connectionId);
      for (const listed of changed.items) if (await noteChangeOrder(tx, now, listed, askedAt)) count += 1;
      for (const listed of alone?.found ?? []) if (await noteWithoutPackage(tx, now, listed, askedAt)) count += 1;
      const unreadable = [
        ...changed.unreadable.map((row) => ({ ...row, sourceId: row.id, list: 'listChangeOrderPackages' })),
        ...(alone?.unreadable ?? []).map((row) => ({ ...row, list: 'listedCommitmentChangeOrders' })),
      ];
      for (const { sourceId, list, ...row } of unreadable) {
        procore.reportUnreadable(list, row);
        if (sourceId === null) continue;
        if (await noteUnreadable(tx, now, { kind: 'changeOrder', sourceId }, projectId)) count += 1;
      }
      return count;
    });
    const sweptAt = sweptToday(feed.watermark);
    const beganAt = new Date().toISOString();
    if (sweptAt === null) {
      const read = (names: readonly string[]) => changeOrdersByNames(procore, projectId, names);
      hinted += await sweepListed({ store, of: request, kind: 'changeOrder', read, note: noteChangeOrder });
    }
    const watermark = {
      ...{ until: changed.until, sweptAt: sweptAt ?? beganAt },
      ...(alone === null ? {} : { withoutPackage: true }),
    };
    await store.inTenant(tenantId, (tx) => tx.feeds.moveWatermark(feed, watermark));
    return { seen: changed.items.length, hinted, unreadable: changed.unreadable.length };
  };
}
