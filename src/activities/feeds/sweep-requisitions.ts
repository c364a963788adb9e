import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { idsPerCall, readByIds, type ReadByIds } from './read-by-ids';

/** At most so many calls a run, and one more for each commitment of which something is missing; the next run goes on. */
const callsPerRun = 20;

/**
 * Finds out daily which requisitions of a project are gone from Procore, where no webhook said so. What was meant to be
 * gone and is seen again is hinted too.
 */
export function createSweepRequisitions(ports: ActivityPorts) {
  const { store } = ports;
  return async function sweepRequisitions(request: Scope & { readonly projectId: string }): Promise<ReadByIds> {
    const { projectId } = request;
    const limit = callsPerRun * idsPerCall;
    const { connection, feed, documents } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, projectId, 'sweep', sweepCadence(projectId));
      const feed = await tx.feeds.find(request, projectId, 'sweep');
      const after = sweptUntil(feed?.watermark);
      return {
        connection,
        feed,
        documents: await tx.toRead.toSweep(request, 'requisition', { projectId, after, limit }),
      };
    });
    if (feed === null) throw new RangeError(`no feed of deletions for project ${projectId}`);
    const procore = await ports.procore(connection);
    const read = await readByIds(store, procore, connection, { projectId, documents });
    const after = documents.length < limit ? '' : (documents.at(-1)?.sourceId ?? '');
    await store.inTenant(request.tenantId, (tx) => tx.feeds.moveWatermark(feed, { after }));
    return read;
  };
}

/** Reads requisitions of one project again by their ids. */
export function createRereadRequisitions(ports: ActivityPorts) {
  const { store } = ports;
  return async function rereadRequisitions(
    request: Scope & { readonly projectId: string; readonly requisitionIds: readonly string[] },
  ): Promise<ReadByIds> {
    const { connection, documents } = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      const found = await Promise.all(
        request.requisitionIds.map((sourceId) => tx.documents.find(request, { kind: 'requisition', sourceId })),
      );
      return { connection, documents: found.filter((document) => document !== null) };
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
