import type { ProcoreRequisition } from '../../domain/requisition/procore-documents';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { readUntil, unreadableOf, type FeedWatermark } from '../../domain/documents/feed-watermark';
import type { UnreadableRequisition } from '../../clients/procore/records/requisitions';
import { noteRequisition } from './note-requisition';
import { noteUnreadable, withRemembered, type ReadRequisitions } from './unreadable-requisitions';

export interface PollRequest extends Scope {
  readonly projectId: string;
  /** Reads everything, however old; for go-live. */
  readonly full?: boolean;
}

export interface PollResult {
  readonly seen: number;
  readonly hinted: number;
  /** Rows that do not have the documented shape: `project list` shows them. */
  readonly unreadable: number;
}

/** Procore's clock and ours differ, and what it writes shows up late: each window begins so much before the last ended. */
const overlapMs = 600_000;
const lagMs = 60_000;
const smallestWindowMs = 60_000;
const beginning = new Date('2000-01-01T00:00:00Z');

/**
 * Reads a project's requisitions of every status that changed since the last time: one call when nothing happened. What
 * left the approved statuses is seen too. Before go-live it only stores; afterwards it hints what may have to be posted.
 */
export function createPollRequisitions(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollRequisitions(request: PollRequest): Promise<PollResult> {
    const { connection, feed, askedAt } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, request.projectId, 'requisitions', connection.settings.poll);
      const feed = await tx.feeds.find(request, request.projectId, 'requisitions');
      return { connection, feed, askedAt: await tx.sightings.now() };
    });
    if (feed === null) throw new RangeError(`no feed of requisitions for project ${request.projectId}`);
    const procore = await ports.procore(connection);
    const until = request.full === true ? null : readUntil(feed.watermark);
    const from = until === null ? beginning : new Date(until.getTime() - overlapMs);

    if (request.full === true) await readCommitments(procore, request);
    const before = unreadableOf(feed.watermark);
    const { serverDate, ...window } = await readWindow(procore, request.projectId, from);
    const { requisitions, unreadable, remember } = await withRemembered(
      procore,
      request.projectId,
      window,
      request.full === true ? [] : before,
    );
    const hinted = await store.inTenant(request.tenantId, async (tx) => {
      // As it is now: it may have gone live while Procore was read. The lock keeps it from doing so until this is stored.
      const now = await tx.connections.lock(request.connectionId);
      let count = 0;
      const wasUnreadable = new Set(before.map(({ id }) => id));
      for (const requisition of requisitions) {
        const isNew = await noteRequisition(tx, now, requisition, {
          askedAt,
          isNews: wasUnreadable.has(requisition.id),
        });
        count += isNew ? 1 : 0;
      }
      const of = { projectId: request.projectId, before };
      for (const row of unreadable) count += (await noteUnreadable(tx, now, row, of)) ? 1 : 0;
      return count;
    });
    // A row without a readable id can be asked for by nothing but its time.
    const isAllKnown = unreadable.every(({ id }) => id !== null);
    const reached = isAllKnown ? new Date(Math.max(from.getTime(), serverDate.getTime() - lagMs)) : (until ?? from);
    const watermark: FeedWatermark = { until: reached.toISOString(), unreadable: remember };
    await store.inTenant(request.tenantId, (tx) => tx.feeds.moveWatermark(feed, watermark));
    return { seen: requisitions.length, hinted, unreadable: unreadable.length };
  };

  /** Opening balances name commitments by their numbers. A list has no lines: what needs those shows the commitment. */
  async function readCommitments(procore: ProcorePort, request: PollRequest): Promise<void> {
    const commitments = await procore.commitments(request);
    await store.inTenant(request.tenantId, async (tx) => {
      for (const commitment of commitments) {
        await tx.commitments.noteListed(request, request.projectId, commitment);
      }
    });
  }
}

/**
 * Everything that changed since `from`. A window of more than one page is halved until each part fits on one, because
 * pages shift while records change; the smallest windows are read until two readings agree.
 */
async function readWindow(
  procore: ProcorePort,
  projectId: string,
  from: Date,
): Promise<ReadRequisitions & { readonly serverDate: Date }> {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const first = await procore.listRequisitions({ projectId, updatedFrom: from, updatedTo: tomorrow, page: 1 });
  const serverDate = new Date(first.serverDate ?? Date.now());
  if (!first.hasNext) return { requisitions: first.items, unreadable: first.unreadable, serverDate };

  const byId = new Map<string, ProcoreRequisition>();
  const badById = new Map<string, UnreadableRequisition>();
  const take = ({ requisitions, unreadable }: ReadRequisitions): void => {
    for (const requisition of requisitions) byId.set(requisition.id, requisition);
    for (const row of unreadable) badById.set(row.id ?? row.fault, row);
  };
  const read = async (start: Date, end: Date): Promise<void> => {
    const page = await procore.listRequisitions({ projectId, updatedFrom: start, updatedTo: end, page: 1 });
    if (!page.hasNext) {
      take({ requisitions: page.items, unreadable: page.unreadable });
      return;
    }
    if (end.getTime() - start.getTime() <= smallestWindowMs) {
      take(await readUntilStable(procore, projectId, start, end));
      return;
    }
    const middle = new Date((start.getTime() + end.getTime()) / 2);
    await read(start, middle);
    await read(middle, end);
  };
  await read(from, tomorrow);
  return { requisitions: [...byId.values()], unreadable: [...badById.values()], serverDate };
}

async function readUntilStable(
  procore: ProcorePort,
  projectId: string,
  from: Date,
  to: Date,
): Promise<ReadRequisitions> {
  let before = '';
  for (let reading = 0; reading < 10; reading += 1) {
    const requisitions: ProcoreRequisition[] = [];
    const unreadable: UnreadableRequisition[] = [];
    for (let page = 1, more = true; more; page += 1) {
      const answer = await procore.listRequisitions({ projectId, updatedFrom: from, updatedTo: to, page });
      requisitions.push(...answer.items);
      unreadable.push(...answer.unreadable);
      more = answer.hasNext;
    }
    const ids = [...requisitions, ...unreadable]
      .map(({ id }) => id)
      .sort()
      .join();
    if (ids === before) return { requisitions, unreadable };
    before = ids;
  }
  throw new Error(
    `requisitions of project ${projectId} keep changing while they are read; the next poll reads them again`,
  );
}
