import { documentKinds } from '../../domain/documents/document-kinds';
import { readUntil } from '../../domain/documents/feed-watermark';
import type { ActivityPorts } from '../ports';
import { noteDirectCost, noteDirectCostLine } from './note-direct-cost';
import { noteUnreadable } from './note-listed';
import type { Polled } from './poll-commitments';
import { readChanged, sweptToday } from './read-changed';
import type { OfFeed } from './read-windows';
import { sweepListed } from './sweep-listed';

const kind = documentKinds.directCost.name;

/**
 * Reads a project's direct costs that changed since the last time, of every status, and their lines, whose edits need not move
 * the time of the whole: two calls when nothing happened, and once a day by id those that may have been deleted, since no list has
 * deleted ones. Before go-live it only notes them; afterwards it hints those of which something may have to be booked, or is.
 */
export function createPollDirectCosts(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollDirectCosts(request: OfFeed): Promise<Polled> {
    const { projectId, tenantId } = request;
    const { connection, feed, askedAt } = await store.inTenant(tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, projectId, 'directCosts', connection.settings.poll);
      const feed = await tx.feeds.find(request, projectId, 'directCosts');
      return { connection, feed, askedAt: await tx.sightings.now() };
    });
    if (feed === null) throw new RangeError(`no feed of direct costs for project ${projectId}`);
    const { planners } = await ports.erp(connection);
    // The section was taken out of the settings: what stands is held where something happens to it, and nothing is read.
    if (planners.directCost === undefined) return { seen: 0, hinted: 0, unreadable: 0 };
    const procore = await ports.procore(connection);
    const changed = await readChanged(`direct costs of project ${projectId}`, feed.watermark, (args) =>
      procore.changedDirectCosts({ projectId, ...args }),
    );
    // At the first reading each is read with its lines anyway.
    const lines =
      readUntil(feed.watermark) === null
        ? { items: [], unreadable: [] }
        : await readChanged(`lines of direct costs of project ${projectId}`, feed.watermark, (args) =>
            procore.changedDirectCostLines({ projectId, ...args }),
          );
    let hinted = await store.inTenant(tenantId, async (tx) => {
      let count = 0;
      // As it is now: it may have gone live while Procore was read. The lock keeps it from doing so until this is stored.
      const now = await tx.connections.lock(request.connectionId);
      for (const listed of changed.items) if (await noteDirectCost(tx, now, listed, askedAt)) count += 1;
      for (const line of lines.items) if (await noteDirectCostLine(tx, now, line)) count += 1;
      for (const row of lines.unreadable) procore.reportUnreadable('listDirectCostLines', row);
      for (const row of changed.unreadable) {
        procore.reportUnreadable('listDirectCosts', row);
        if (row.id === null) continue;
        if (await noteUnreadable(tx, now, { kind, sourceId: row.id }, projectId)) count += 1;
      }
      return count;
    });
    const sweptAt = sweptToday(feed.watermark);
    const beganAt = new Date().toISOString();
    if (sweptAt === null) {
      const read = (directCostIds: readonly string[]) => procore.directCostsByIds({ projectId, directCostIds });
      hinted += await sweepListed({ store, of: request, kind, read, note: noteDirectCost });
    }
    const watermark = { until: changed.until, sweptAt: sweptAt ?? beganAt };
    await store.inTenant(tenantId, (tx) => tx.feeds.moveWatermark(feed, watermark));
    return {
      seen: changed.items.length,
      hinted,
      unreadable: changed.unreadable.length + lines.unreadable.length,
    };
  };
}
