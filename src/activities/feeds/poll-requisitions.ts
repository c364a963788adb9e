import type { ProcorePort } from '../../clients/procore/procore-port';
import type { FullReading, Reading } from '../../domain/documents/feed-watermark';
import { readUntil, watermarkOf } from '../../domain/documents/feed-watermark';
import { countableOf, isAllKnown, type Countable, type KnownRecord } from '../../domain/documents/overlap-count';
import { readingOf } from '../../domain/documents/window-reading';
import type { Feed } from '../../store/connections/feeds';
import type { Store } from '../../store/store';
import type { ActivityPorts } from '../ports';
import { readCommitments } from './read-commitments';
import { overlapMs, readOn, type OfFeed, type Read } from './read-windows';

export interface PollRequest extends OfFeed {
  /** Reads everything, however old; for go-live. */
  readonly full?: boolean;
}

export type PollResult = Pick<Read, 'seen' | 'hinted' | 'unreadable'>;

const beginning = new Date('2000-01-01T00:00:00Z');
const dayMs = 86_400_000;
const recordsPerPage = 100;
/** So long what is known of the overlap is counted; then it is read again and compared by id. */
const countedForMs = 3_600_000;
/** A count begins in a second in which nothing is known: so far back one is looked for. */
const quietWithinMs = 600_000;

/**
 * Reads a project's requisitions of every status that changed since the last time: one call when nothing happened. What
 * left the approved statuses is seen too. Before go-live it only stores; afterwards it hints what may have to be posted.
 * What a limit interrupts goes on from where it was, when this is called again.
 */
export function createPollRequisitions(ports: ActivityPorts) {
  const { store } = ports;
  return async function pollRequisitions(request: PollRequest): Promise<PollResult> {
    const connection = await store.inTenant(request.tenantId, async (tx) => {
      const connection = await tx.connections.load(request.connectionId);
      await tx.feeds.ensure(request, request.projectId, 'requisitions', connection.settings.poll);
      return connection;
    });
    const on = { store, procore: await ports.procore(connection) };
    const { seen, hinted, unreadable } = await (request.full === true
      ? readEverything(on, request)
      : poll(on, request));
    return { seen, hinted, unreadable };
  };
}

interface On {
  readonly store: Store;
  readonly procore: ProcorePort;
}

/** Goes on with a reading of everything that is not at its end, or begins one. */
async function readEverything(on: On, of: OfFeed): Promise<Read> {
  for (;;) {
    const { feed, watermark } = await stateOf(on.store, of);
    if (watermark.full != null) break;
    const commitments = { list: 'WorkOrderContract', page: 1, total: null } as const;
    const full: FullReading = { ...readingOf(beginning, tomorrow(), { moves: true, unmet: [] }), commitments };
    const begun = await on.store.inTenant(of.tenantId, (tx) => tx.feeds.moveWatermark(feed, { ...watermark, full }));
    if (begun) break;
  }
  await readCommitments(on, of);
  return readOn(on, of, 'full');
}

async function poll(on: On, of: OfFeed): Promise<Read> {
  let hinted = 0;
  for (;;) {
    const { feed, watermark, known, now } = await stateOf(on.store, of);
    if (watermark.reading != null) {
      const read = await readOn(on, of, 'reading');
      hinted += read.hinted;
      if (watermark.reading.moves) return { ...read, hinted };
      continue;
    }
    const until = readUntil(watermark);
    const since = until === null ? beginning : new Date(until.getTime() - overlapMs);
    const overlap = known.filter(({ changedAt }) => changedAt >= since);
    const begin = (reading: Reading): Promise<boolean> =>
      on.store.inTenant(of.tenantId, (tx) => tx.feeds.moveWatermark(feed, { ...watermark, reading }));
    const isCounted =
      until !== null && overlap.length > recordsPerPage && now.getTime() - until.getTime() < countedForMs;
    const countable = isCounted ? countableOf(known, since) : null;
    if (countable !== null) {
      const counted = await readNew(on, of, { countable, begin });
      if (counted === 'overtaken') continue;
      hinted += counted.hinted;
      if (counted.isAllKnown) return { ...counted, hinted };
    }
    const unmet = overlap.map(({ id }) => id);
    await beginAnew(on.store, of, readingOf(since, tomorrow(), { moves: true, unmet }));
    const read = await readOn(on, of, 'reading');
    return { ...read, hinted: hinted + read.hinted };
  }
}

/**
 * Counts what is known instead of reading it, and reads what is new. The count comes first: what changes between the two
 * is in both, and does not add up. `overtaken`: another poll began.
 */
async function readNew(
  on: On,
  of: OfFeed,
  { countable, begin }: { readonly countable: Countable; readonly begin: (reading: Reading) => Promise<boolean> },
): Promise<(Read & { readonly isAllKnown: boolean }) | 'overtaken'> {
  const { from, to, newFrom } = countable;
  const total = await on.procore.countRequisitions({ projectId: of.projectId, updatedFrom: from, updatedTo: to });
  // A reading asks for one second more at either end.
  const reading = readingOf(new Date(newFrom.getTime() + 1000), tomorrow(), { moves: false, unmet: [] });
  if (!(await begin(reading))) return 'overtaken';
  const read = await readOn(on, of, 'reading');
  return { ...read, isAllKnown: total !== null && isAllKnown(countable, total, read.met) };
}

/** Unless another poll has begun one meanwhile: that one is read on. */
async function beginAnew(store: Store, of: OfFeed, reading: Reading): Promise<void> {
  for (;;) {
    const { feed, watermark } = await stateOf(store, of);
    if (watermark.reading != null) return;
    if (await store.inTenant(of.tenantId, (tx) => tx.feeds.moveWatermark(feed, { ...watermark, reading }))) return;
  }
}

async function stateOf(
  store: Store,
  of: OfFeed,
): Promise<{
  readonly feed: Feed;
  readonly watermark: ReturnType<typeof watermarkOf>;
  readonly known: readonly KnownRecord[];
  readonly now: Date;
}> {
  return store.inTenant(of.tenantId, async (tx) => {
    const feed = await tx.feeds.find(of, of.projectId, 'requisitions');
    if (feed === null) throw new RangeError(`no feed of requisitions for project ${of.projectId}`);
    const watermark = watermarkOf(feed.watermark);
    const until = readUntil(watermark);
    const since = until === null ? beginning : new Date(until.getTime() - overlapMs - quietWithinMs);
    const known = await tx.sightings.changedSince(of, { kind: 'requisition', projectId: of.projectId, since });
    return { feed, watermark, known, now: await tx.sightings.now() };
  });
}

function tomorrow(): Date {
  return new Date(Date.now() + dayMs);
}
