import type { ProcorePage } from '../../clients/procore/calls/list-page';
import type { UnreadableRow } from '../../clients/procore/calls/rows';
import type { UpdatedWithin } from '../../clients/procore/records/commitments';
import { readUntil } from '../../domain/documents/feed-watermark';
import { overlapMs } from './read-windows';

const beginning = new Date('2000-01-01T00:00:00Z');
const dayMs = 86_400_000;
/** Procore's clock is ahead of what its lists show by up to so much. */
const lagMs = 60_000;
const mostReadings = 10;

export interface ChangedRows<Row> {
  readonly items: readonly Row[];
  readonly unreadable: readonly UnreadableRow[];
  /** From where the next poll reads, ISO 8601: by Procore's clock at the first answer. */
  readonly until: string;
}

type ReadPage<Row> = (args: { readonly page: number; readonly updated: UpdatedWithin }) => Promise<ProcorePage<Row>>;

/**
 * What a list of a feed has that changed since the last time. More than a page is read until two readings have the same ids,
 * because pages shift while records change.
 */
export async function readChanged<Row extends { readonly id: string }>(
  what: string,
  watermark: unknown,
  read: ReadPage<Row>,
): Promise<ChangedRows<Row>> {
  const { from } = changedSince(watermark);
  let before: string | null = null;
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const { pages, ...answer } = await readOnce(from, read);
    const ids = [...answer.items, ...answer.unreadable]
      .map(({ id }) => id ?? '')
      .sort()
      .join(',');
    if (pages === 1 || ids === before) return answer;
    before = ids;
  }
  throw new RangeError(`the list of ${what} never came out the same`);
}

/** What a feed reads: whatever changed since the last time, with an overlap. */
export function changedSince(watermark: unknown): UpdatedWithin {
  const last = readUntil(watermark);
  return last === null ? always() : { ...always(), from: new Date(last.getTime() - overlapMs) };
}

/** Whatever changed at any time, by a clock that is ahead too. */
export function always(): UpdatedWithin {
  return { from: beginning, to: new Date(Date.now() + dayMs) };
}

async function readOnce<Row extends { readonly id: string }>(
  from: Date,
  read: ReadPage<Row>,
): Promise<ChangedRows<Row> & { readonly pages: number }> {
  const updated = { ...always(), from };
  const items = new Map<string, Row>();
  const unreadable: UnreadableRow[] = [];
  let begunAt: string | null = null;
  for (let page = 1; ; page += 1) {
    const answer = await read({ page, updated });
    begunAt ??= answer.serverDate ?? new Date().toISOString();
    for (const one of answer.items) items.set(one.id, one);
    unreadable.push(...answer.unreadable);
    if (answer.hasNext) continue;
    const until = new Date(Date.parse(begunAt) - lagMs).toISOString();
    return { items: [...items.values()], unreadable, until, pages: page };
  }
}

/** When the feed's last sweep began; null where one is due: once a day. */
export function sweptToday(watermark: unknown): Date | null {
  if (typeof watermark !== 'object' || watermark === null || !('sweptAt' in watermark)) return null;
  if (typeof watermark.sweptAt !== 'string') return null;
  const sweptAt = new Date(watermark.sweptAt);
  return Date.now() - sweptAt.getTime() < dayMs ? sweptAt : null;
}
