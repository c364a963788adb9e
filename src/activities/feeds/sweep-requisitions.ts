import type { ProcorePort } from '../../clients/procore/procore-port';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { Connection } from '../../store/connections/connections';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { noteNamedVendors } from './note-named-vendors';
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
      const { after } = sweepMark(feed?.watermark);
      return {
        connection,
        documents: await tx.toRead.toSweep(request, 'requisition', { projectId, after, limit }),
      };
    });
    const procore = await ports.procore(connection);
    const sweptTo = (after: string): Promise<void> =>
      store.inTenant(request.tenantId, async (tx) => {
        const feed = await tx.feeds.find(request, projectId, 'sweep');
        if (feed !== null) await tx.feeds.moveWatermark(feed, { ...sweepMark(feed.watermark), after });
      });
    const total = { seen: 0, hinted: 0, gone: 0, notVisible: 0 };
    for (let at = 0; at < documents.length; at += idsPerCall) {
      const part = documents.slice(at, at + idsPerCall);
      const read = await readByIds(store, procore, connection, { projectId, documents: part }, sweptTo);
      for (const name of ['seen', 'hinted', 'gone', 'notVisible'] as const) total[name] += read[name];
      await sweptTo(part.at(-1)?.sourceId ?? '');
    }
    if (documents.length < limit) await sweptTo('');
    if (connection.settings.vendors !== undefined) await readNamed(connection, projectId, procore);
    return total;
  };

  /** Vendors that commitments name since the last sweep. */
  async function readNamed(connection: Connection, projectId: string, procore: ProcorePort): Promise<void> {
    const { tenantId } = connection;
    const find = () => store.inTenant(tenantId, (tx) => tx.feeds.find(connection, projectId, 'sweep'));
    const { namedUntil: until } = sweepMark((await find())?.watermark);
    const of = { store, procore, erp: await ports.erp(connection) };
    const namedUntil = await noteNamedVendors(of, { connection, projectId, until });
    const feed = await find();
    if (feed === null || namedUntil === until) return;
    await store.inTenant(tenantId, (tx) => tx.feeds.moveWatermark(feed, { ...sweepMark(feed.watermark), namedUntil }));
  }
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

/** Behind which id the next run goes on; and up to when commitments were asked for the vendors that they name, ISO 8601. */
interface SweepMark {
  readonly after: string;
  readonly namedUntil: string | null;
}

function sweepMark(watermark: unknown): SweepMark {
  const { after, namedUntil } = (watermark ?? {}) as Partial<SweepMark>;
  return { after: after ?? '', namedUntil: namedUntil ?? null };
}
