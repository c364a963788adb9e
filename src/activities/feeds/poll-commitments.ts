import type { ProcorePort } from '../../clients/procore/procore-port';
import type { UnreadableRow } from '../../clients/procore/calls/rows';
import { readUntil } from '../../domain/documents/feed-watermark';
import type { ListedCommitment, ProcoreCommitment } from '../../domain/procore/procore-commitments';
import type { ActivityPorts } from '../ports';
import { commitmentTypes } from '../commitment/read-commitment';
import { noteCommitment, noteUnreadableCommitment } from './note-commitment';
import { sweepCommitments } from './sweep-commitments';
import { overlapMs, type OfFeed } from './read-windows';

const beginning = new Date('2000-01-01T00:00:00Z');
const dayMs = 86_400_000;
/** Procore's clock is ahead of what its lists show by up to so much. */
const lagMs = 60_000;
const mostReadings = 10;

export interface PolledCommitments {
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
  return async function pollCommitments(request: OfFeed): Promise<PolledCommitments> {
    const { projectId } = request;
    const { connection, feed } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, projectId, 'commitments', connection.settings.poll);
      return { connection, feed: await tx.feeds.find(request, projectId, 'commitments') };
    });
    if (feed === null) throw new RangeError(`no feed of commitments for project ${projectId}`);
    const procore = await ports.procore(connection);
    const until = readUntil(feed.watermark);
    const from = until === null ? beginning : new Date(until.getTime() - overlapMs);
    const total = { seen: 0, hinted: 0, unreadable: 0 };
    let next: string | null = null;
    for (const type of commitmentTypes) {
      const askedAt = await store.inTenant(request.tenantId, (tx) => tx.sightings.now());
      const changed = await readChanged(procore, { projectId, type, from });
      await store.inTenant(request.tenantId, async (tx) => {
        // As it is now: it may have gone live while Procore was read. The lock keeps it from doing so until this is stored.
        const now = await tx.connections.lock(request.connectionId);
        for (const listed of changed.items) {
          if (await noteCommitment(tx, now, listed, askedAt)) total.hinted += 1;
        }
        for (const row of changed.unreadable) {
          procore.reportUnreadable('listCommitments', row);
          const { id } = row;
          if (id !== null && (await noteUnreadableCommitment(tx, now, { id, projectId }))) total.hinted += 1;
        }
      });
      total.seen += changed.items.length;
      total.unreadable += changed.unreadable.length;
      next ??= new Date(Date.parse(changed.begunAt) - lagMs).toISOString();
    }
    const sweptAt = sweptAtOf(feed.watermark);
    const isSwept = sweptAt !== null && Date.now() - sweptAt.getTime() < dayMs;
    const beganAt = new Date().toISOString();
    if (!isSwept) total.hinted += await sweepCommitments({ store, procore }, request);
    const watermark = { until: next, sweptAt: isSwept ? sweptAt : beganAt };
    await store.inTenant(request.tenantId, (tx) => tx.feeds.moveWatermark(feed, watermark));
    return total;
  };
}

/** Null: never. */
function sweptAtOf(watermark: unknown): Date | null {
  if (typeof watermark !== 'object' || watermark === null || !('sweptAt' in watermark)) return null;
  return typeof watermark.sweptAt === 'string' ? new Date(watermark.sweptAt) : null;
}

interface ChangedCommitments {
  readonly items: readonly ListedCommitment[];
  readonly unreadable: readonly UnreadableRow[];
  /** Procore's clock at the first answer, ISO 8601. */
  readonly begunAt: string;
}

/** More than a page is read until two readings have the same ids, because pages shift while records change. */
async function readChanged(
  procore: ProcorePort,
  of: { readonly projectId: string; readonly type: ProcoreCommitment['type']; readonly from: Date },
): Promise<ChangedCommitments> {
  let before: string | null = null;
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const read = await readOnce(procore, of);
    const ids = [...read.items, ...read.unreadable]
      .map(({ id }) => id ?? '')
      .sort()
      .join(',');
    if (read.pages === 1 || ids === before) return read;
    before = ids;
  }
  throw new RangeError(`the list of commitments of project ${of.projectId} never came out the same`);
}

async function readOnce(
  procore: ProcorePort,
  { from, ...of }: { readonly projectId: string; readonly type: ProcoreCommitment['type']; readonly from: Date },
): Promise<ChangedCommitments & { readonly pages: number }> {
  const updated = { from, to: new Date(Date.now() + dayMs) };
  const items = new Map<string, ListedCommitment>();
  const unreadable: UnreadableRow[] = [];
  let begunAt: string | null = null;
  for (let page = 1; ; page += 1) {
    const answer = await procore.changedCommitments({ ...of, page, updated });
    begunAt ??= answer.serverDate ?? new Date().toISOString();
    for (const one of answer.items) items.set(one.id, one);
    unreadable.push(...answer.unreadable);
    if (!answer.hasNext) return { items: [...items.values()], unreadable, begunAt, pages: page };
  }
}
