import { documentKinds } from '../../domain/documents/document-kinds';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { idsPerCall, readByIds, type ReadByIds } from './read-by-ids';

/** At most so many calls a run, and one more for each commitment of which something is missing; the next run goes on. */
const callsPerRun = 20;

/**
 * Finds out daily which requisitions of a project are gone from Procore, where no webhook said so. What was meant to be
 * gone and is seen again is hinted too. What a limit interrupts goes on from where it was.
 */
export function createSweepRequisitions(ports: ActivityPorts) {
  const { store } = ports;
  return async function sweepRequisitions(request: Scope & { readonly projectId: string }): Promise<ReadByIds> {
    const { projectId } = request;
    const limit = callsPerRun * idsPerCall;
    const { connection, documents } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, projectId, 'sweep', sweepCadence(projectId));
      const feed = await tx.feeds.find(request, projectId, 'sweep');
      const after = sweptUntil(feed?.watermark);
      return {
        connection,
        documents: await tx.toRead.toSweep(request, 'requisition', { projectId, after, limit }),
      };
    });
    const procore = await ports.procore(connection);
    const sweptTo = (after: string): Promise<void> =>
      store.inTenant(request.tenantId, async (tx) => {
        const feed = await tx.feeds.find(request, projectId, 'sweep');
        if (feed !== null) await tx.feeds.moveWatermark(feed, { after });
      });
    const total = { seen: 0, hinted: 0, gone: 0, notVisible: 0 };
    for (let at = 0; at < documents.length; at += idsPerCall) {
      const part = documents.slice(at, at + idsPerCall);
      const read = await readByIds(store, procore, connection, { projectId, documents: part }, sweptTo);
      for (const name of ['seen', 'hinted', 'gone', 'notVisible'] as const) total[name] += read[name];
      await sweptTo(part.at(-1)?.sourceId ?? '');
    }
    if (documents.length < limit) await sweptTo('');
    return total;
  };
}

/** Reads requisitions of one project again by their ids: those that were not read since somebody heard of them. */
export function createRereadRequisitions(ports: ActivityPorts) {
  const { store } = ports;
  return async function rereadRequisitions(
    request: Scope & { readonly projectId: string; readonly requisitionIds: readonly string[] },
  ): Promise<ReadByIds> {
    const wanted = new Set(request.requisitionIds);
    const { connection, documents } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      const unread = await tx.toRead.unread(request, documentKinds.requisition);
      return { connection, documents: unread.filter(({ sourceId }) => wanted.has(sourceId)) };
    });
    const { projectId } = request;
    return readByIds(store, await ports.procore(connection), connection, { projectId, documents });
  };
}

/** Once a day, each project at a minute of its own, so that not all ask at once. */
export function sweepCadence(projectId: string): { readonly every: string; readonly offset: string } {
  return { every: '24h', offset: `${BigInt(projectId) % 1440n}m` };
}

function sweptUntil(watermark: unknown): string {
  if (typeof watermark !== 'object' || watermark === null || !('after' in watermark)) return '';
  return typeof watermark.after === 'string' ? watermark.after : '';
}
