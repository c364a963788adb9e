import type { ActivityPorts } from '../ports';
import { commitmentTypes } from '../commitment/read-commitment';
import { noteCommitment } from './note-commitment';
import { noteUnreadable } from './note-listed';
import { readChanged, sweptToday } from './read-changed';
import type { OfFeed } from './read-windows';
import { sweepCommitments } from './sweep-commitments';

export interface Polled {
  readonly seen: number;
  readonly hinted: number;
  readonly unreadable: number;
}

/**
 * Reads a project's commitments of both kinds that changed since the last time, of every status and deleted ones too: one call a
 * kind when nothing happened, and once a day those that may have been deleted without a word. Before go-live it only notes them; afterwards it hints those of which an order may have to be made,
 * or stands.
 */
export function createPollCommitments(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollCommitments(request: OfFeed): Promise<Polled> {
    const { projectId } = request;
    const { connection, feed } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, projectId, 'commitments', connection.settings.poll);
      return { connection, feed: await tx.feeds.find(request, projectId, 'commitments') };
    });
    if (feed === null) throw new RangeError(`no feed of commitments for project ${projectId}`);
    const procore = await ports.procore(connection);
    const total = { seen: 0, hinted: 0, unreadable: 0 };
    let next: string | null = null;
    for (const type of commitmentTypes) {
      const askedAt = await store.inTenant(request.tenantId, (tx) => tx.sightings.now());
      const changed = await readChanged(`commitments of project ${projectId}`, feed.watermark, (args) =>
        procore.changedCommitments({ projectId, type, ...args }),
      );
      total.hinted += await store.inTenant(request.tenantId, async (tx) => {
        let hinted = 0;
        // As it is now: it may have gone live while Procore was read. The lock keeps it from doing so until this is stored.
        const now = await tx.connections.lock(request.connectionId);
        for (const listed of changed.items) {
          if (await noteCommitment(tx, now, listed, askedAt)) hinted += 1;
        }
        for (const row of changed.unreadable) {
          procore.reportUnreadable('listCommitments', row);
          const { id } = row;
          if (id === null) continue;
          if (await noteUnreadable(tx, now, { kind: 'commitment', sourceId: id }, projectId)) hinted += 1;
        }
        return hinted;
      });
      total.seen += changed.items.length;
      total.unreadable += changed.unreadable.length;
      next ??= changed.until;
    }
    const sweptAt = sweptToday(feed.watermark);
    const beganAt = new Date().toISOString();
    if (sweptAt === null) total.hinted += await sweepCommitments({ store, procore }, request);
    const watermark = { until: next, sweptAt: sweptAt ?? beganAt };
    await store.inTenant(request.tenantId, (tx) => tx.feeds.moveWatermark(feed, watermark));
    return total;
  };
}
