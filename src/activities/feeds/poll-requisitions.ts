import type { ProcoreRequisition } from '../../domain/requisition/procore-documents';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { readUntil } from './feed-watermark';
import { noteRequisition } from './note-requisition';

export interface PollRequest extends Scope {
  readonly projectId: string;
  /** Reads everything, however old; for go-live. */
  readonly full?: boolean;
}

export interface PollResult {
  readonly seen: number;
  readonly hinted: number;
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
    const { requisitions, serverDate } = await readWindow(procore, request.projectId, from);
    const hinted = await store.inTenant(request.tenantId, async (tx) => {
      // As it is now: it may have gone live while Procore was read. The lock keeps it from doing so until this is stored.
      const now = await tx.connections.lock(request.connectionId);
      let count = 0;
      for (const requisition of requisitions) count += (await noteRequisition(tx, now, requisition, askedAt)) ? 1 : 0;
      return count;
    });
    const reached = new Date(Math.max(from.getTime(), serverDate.getTime() - lagMs));
    await store.inTenant(request.tenantId, (tx) => tx.feeds.moveWatermark(feed, { until: reached.toISOString() }));
    return { seen: requisitions.length, hinted };
  };

  /** Opening balances name commitments by their numbers, and each first requisition needs its commitment. */
  async function readCommitments(procore: ProcorePort, request: PollRequest): Promise<void> {
    const commitments = await procore.commitments(request);
    await store.inTenant(request.tenantId, async (tx) => {
      for (const commitment of commitments) {
        await tx.commitments.store(request, request.projectId, commitment);
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
): Promise<{ requisitions: ProcoreRequisition[]; serverDate: Date }> {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const first = await procore.listRequisitions({ projectId, updatedFrom: from, updatedTo: tomorrow, page: 1 });
  const serverDate = new Date(first.serverDate ?? Date.now());
  if (!first.hasNext) return { requisitions: [...first.items], serverDate };

  const byId = new Map<string, ProcoreRequisition>();
  const read = async (start: Date, end: Date): Promise<void> => {
    const page = await procore.listRequisitions({ projectId, updatedFrom: start, updatedTo: end, page: 1 });
    if (!page.hasNext) {
      for (const requisition of page.items) byId.set(requisition.id, requisition);
      return;
    }
    if (end.getTime() - start.getTime() <= smallestWindowMs) {
      for (const requisition of await readUntilStable(procore, projectId, start, end))
        byId.set(requisition.id, requisition);
      return;
    }
    const middle = new Date((start.getTime() + end.getTime()) / 2);
    await read(start, middle);
    await read(middle, end);
  };
  await read(from, tomorrow);
  return { requisitions: [...byId.values()], serverDate };
}

async function readUntilStable(
  procore: ProcorePort,
  projectId: string,
  from: Date,
  to: Date,
): Promise<readonly ProcoreRequisition[]> {
  let before = '';
  for (let reading = 0; reading < 10; reading += 1) {
    const all: ProcoreRequisition[] = [];
    for (let page = 1, more = true; more; page += 1) {
      const answer = await procore.listRequisitions({ projectId, updatedFrom: from, updatedTo: to, page });
      all.push(...answer.items);
      more = answer.hasNext;
    }
    const ids = all
      .map((requisition) => requisition.id)
      .sort()
      .join();
    if (ids === before) return all;
    before = ids;
  }
  throw new Error(
    `requisitions of project ${projectId} keep changing while they are read; the next poll reads them again`,
  );
}
