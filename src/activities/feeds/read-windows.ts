import type { ProcorePort } from '../../clients/procore/procore-port';
import type { RequisitionPage } from '../../clients/procore/records/requisitions';
import type { FeedWatermark, FullReading, Reading, UnreadableRecord } from '../../domain/documents/feed-watermark';
import { readUntil, unreadableOf, watermarkOf } from '../../domain/documents/feed-watermark';
import type { KnownRecord } from '../../domain/documents/overlap-count';
import { advanced, isRead, windowOf, type Step } from '../../domain/documents/window-reading';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { noteRequisition } from './note-requisition';
import { readByIds, idsPerCall } from './read-by-ids';
import { noteUnreadable, recordsOf, withRemembered } from './unreadable-requisitions';

export interface OfFeed extends Scope {
  readonly projectId: string;
}

export interface Read {
  readonly seen: number;
  readonly hinted: number;
  /** Rows that do not have the documented shape: `project list` shows them. */
  readonly unreadable: number;
  /** What this attempt met. */
  readonly met: readonly KnownRecord[];
}

/** Procore's clock and ours differ, and what it writes shows up late: each poll begins so much before the last ended. */
export const overlapMs = 600_000;
const lagMs = 60_000;
const secondMs = 1000;

/**
 * Reads on from where the feed's reading stands, to its end. What each window holds is stored and hinted in one transaction
 * with how far the reading has come, so that whatever ends this, the next goes on behind it.
 */
export async function readOn(
  { store, procore }: { readonly store: Store; readonly procore: ProcorePort },
  of: OfFeed,
  which: 'reading' | 'full',
): Promise<Read> {
  const met = new Map<string, Date>();
  let [seen, hinted, unreadable] = [0, 0, 0];
  for (;;) {
    const { feed, watermark, connection, askedAt } = await store.inTenant(of.tenantId, async (tx) => {
      const feed = await tx.feeds.find(of, of.projectId, 'requisitions');
      if (feed === null) throw new RangeError(`no feed of requisitions for project ${of.projectId}`);
      const connection = await tx.connections.load(of.connectionId);
      return { feed, watermark: watermarkOf(feed.watermark), connection, askedAt: await tx.sightings.now() };
    });
    const reading = watermark[which];
    // Its end was reached, by this or by another poll.
    if (reading == null) return { seen, hinted, unreadable, met: knownOf(met) };
    if (!isRead(reading)) await readWindow(reading);
    else if (reading.unmet.length > 0) await readUnmet(reading);
    else await finish(reading);

    async function readWindow(now: Reading | FullReading): Promise<void> {
      const { from, to, page } = windowOf(now);
      const answer = await procore.listRequisitions({
        projectId: of.projectId,
        // So that neither a bound that is left out nor a part of a second leaves a record between two windows.
        updatedFrom: new Date(from.getTime() - secondMs),
        updatedTo: new Date(to.getTime() + secondMs),
        page,
      });
      const step = advanced(now, answerOf(answer));
      hinted += await store.inTenant(of.tenantId, async (tx) => {
        const count = step.isTaken ? await noteAll(tx, answer) : 0;
        const isNew = ({ id }: { readonly id: string }) => !met.has(id);
        const next = readFurther(watermark, which, { step, answer, fresh: answer.items.filter(isNew).length });
        const ended = next[which];
        const isFinished = ended != null && isOver(ended) && (next.unreadable ?? []).length === 0;
        const isMine = await tx.feeds.moveWatermark(feed, isFinished ? finished(next, which, []) : next);
        if (isMine && ended != null) [seen, unreadable] = [ended.seen, ended.unreadable.length];
        return count;
      });
      if (step.isTaken) for (const { id, updatedAt } of answer.items) met.set(id, new Date(updatedAt));
    }

    async function noteAll(tx: Tx, answer: Pick<RequisitionPage, 'items' | 'unreadable'>): Promise<number> {
      // As it is now: it may have gone live while Procore was read. The lock keeps it from doing so until this is stored.
      const now = await tx.connections.lock(of.connectionId);
      const before = unreadableOf(watermark);
      const wasUnreadable = new Set(before.map(({ id }) => id));
      let count = 0;
      for (const requisition of answer.items) {
        const isNews = wasUnreadable.has(requisition.id);
        if (await noteRequisition(tx, now, requisition, { askedAt, isNews })) count += 1;
      }
      for (const row of answer.unreadable) {
        if (await noteUnreadable(tx, now, row, { projectId: of.projectId, before })) count += 1;
      }
      return count;
    }

    /** What was known to be there and was not met has changed meanwhile, or is gone. */
    async function readUnmet(now: Reading): Promise<void> {
      const ids = now.unmet.slice(0, idsPerCall);
      const documents = await store.inTenant(of.tenantId, (tx) =>
        Promise.all(ids.map((sourceId) => tx.documents.find(of, { kind: 'requisition', sourceId }))),
      );
      const asked = documents.filter((document) => document !== null);
      const isMet = async (read: ReadonlySet<string>): Promise<void> =>
        store.inTenant(of.tenantId, async (tx) => {
          const current = await tx.feeds.find(of, of.projectId, 'requisitions');
          const { [which]: stored, ...rest } = watermarkOf(current?.watermark);
          if (current === null || stored == null) return;
          const unmet = stored.unmet.filter((id) => !read.has(id));
          await tx.feeds.moveWatermark(current, { ...rest, [which]: { ...stored, unmet } });
        });
      const part = { projectId: of.projectId, documents: asked };
      const read = await readByIds(store, procore, connection, part, (id) => isMet(new Set([id])));
      hinted += read.hinted + read.gone;
      await isMet(new Set(ids));
    }

    async function finish(now: Reading): Promise<void> {
      // What everything was read for is there no more when it was not met.
      const before = which === 'full' ? [] : (watermark.unreadable ?? []);
      const asked = await withRemembered(procore, of.projectId, before);
      hinted += await store.inTenant(of.tenantId, async (tx) => {
        const count = await noteAll(tx, { items: asked.found, unreadable: asked.unreadable });
        await tx.feeds.moveWatermark(feed, finished(watermark, which, asked.remember));
        return count;
      });
      seen = now.seen + asked.found.length;
      unreadable = now.unreadable.length + asked.unreadable.length;
    }
  }
}

function answerOf({ items, unreadable, total, hasNext, serverDate }: RequisitionPage) {
  const times = [...items, ...unreadable].flatMap(({ updatedAt }) => (updatedAt === null ? [] : [new Date(updatedAt)]));
  return {
    ids: [...items, ...unreadable].map(({ id }) => id),
    times,
    total,
    hasNext,
    serverDate: serverDate ?? new Date().toISOString(),
  };
}

/** `fresh`: how many records of the answer this attempt had not met. */
function readFurther(
  watermark: FeedWatermark,
  which: 'reading' | 'full',
  { step, answer, fresh }: { readonly step: Step; readonly answer: RequisitionPage; readonly fresh: number },
): FeedWatermark {
  if (!step.isTaken) return { ...watermark, [which]: step.reading };
  const ids = new Set([...answer.items, ...answer.unreadable].map(({ id }) => id));
  const records = recordsOf(answer.unreadable);
  const isOld = (one: UnreadableRecord): boolean =>
    one.id === null ? !records.some(({ id, fault }) => id === null && fault === one.fault) : !ids.has(one.id);
  const { unmet, unreadable, seen } = step.reading;
  return {
    ...watermark,
    unreadable: (watermark.unreadable ?? []).filter((one) => one.id !== null && !ids.has(one.id)),
    [which]: {
      ...step.reading,
      unmet: unmet.filter((id) => !ids.has(id)),
      unreadable: [...unreadable.filter(isOld), ...records],
      seen: seen + fresh,
    },
  };
}

function isOver(reading: Reading): boolean {
  return isRead(reading) && reading.unmet.length === 0;
}

/** `asked`: what was not met and still cannot be read. */
function finished(
  watermark: FeedWatermark,
  which: 'reading' | 'full',
  asked: readonly UnreadableRecord[],
): FeedWatermark {
  const reading = watermark[which];
  if (reading == null) return watermark;
  const before = readUntil(watermark);
  const earliest = before === null ? 0 : before.getTime() - overlapMs;
  const reached = Math.max(earliest, Date.parse(reading.begunAt ?? '') - lagMs);
  // A row without a readable id can be asked for by nothing but its time.
  const comesFurther = reading.moves && reading.unreadable.every(({ id }) => id !== null);
  return {
    until: comesFurther ? new Date(reached).toISOString() : watermark.until,
    unreadable: [...reading.unreadable, ...asked],
    reading: which === 'reading' ? null : (watermark.reading ?? null),
    full: which === 'full' ? null : (watermark.full ?? null),
  };
}

function knownOf(met: ReadonlyMap<string, Date>): readonly KnownRecord[] {
  return [...met].map(([id, changedAt]) => ({ id, changedAt }));
}
