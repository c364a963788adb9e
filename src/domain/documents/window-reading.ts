import type { Reading } from './feed-watermark';

/** What of an answer decides how a reading goes on. */
export interface WindowAnswer {
  /** Of every record of the page; null where it cannot be read. */
  readonly ids: readonly (string | null)[];
  /** When they changed, as far as they say. */
  readonly times: readonly Date[];
  /** Of the whole window, when the source says. */
  readonly total: number | null;
  readonly hasNext: boolean;
  /** ISO 8601, the source's clock; null when it does not tell. */
  readonly serverDate: string | null;
}

/** Seconds, both included. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
  /** From 1. */
  readonly page: number;
}

export interface Step {
  readonly reading: Reading;
  /** Whether the records of the answer are part of what was read; else their window was too long. */
  readonly isTaken: boolean;
}

/** A window is made so long that about so many records are in it: a page has 100. */
const wanted = 70;
const mostReadings = 10;

/** A reading of all that changed from one second to another. */
export function readingOf(from: Date, to: Date, { moves, unmet }: Pick<Reading, 'moves' | 'unmet'>): Reading {
  const next = secondOf(from);
  return {
    next: isoOf(next),
    to: isoOf(Math.max(secondOf(to), next)),
    ...{ span: null, left: null, begunAt: null, moves, unmet, unreadable: [], seen: 0, pages: null },
  };
}

/** Whether every window was read. */
export function isRead({ next, to }: Reading): boolean {
  return Date.parse(next) > Date.parse(to);
}

export function windowOf({ next, to, span, pages }: Reading): Window {
  const from = new Date(next);
  const last = new Date(to);
  const end = span === null ? last : new Date(Math.min(from.getTime() + span * 1000, last.getTime()));
  return { from, to: end, page: pages?.page ?? 1 };
}

/**
 * How the reading stands after an answer to its window. One that fits on a page is read. One that does not is made shorter,
 * because pages shift while records change: it ends where half of the records that the page shows are left behind, or is
 * halved where that tells nothing. A single second that does not fit is read page by page. Throws a RangeError when that
 * one never comes out the same.
 */
export function advanced(reading: Reading, answer: WindowAnswer): Step {
  const begun = { ...reading, begunAt: reading.begunAt ?? answer.serverDate };
  const window = windowOf(reading);
  const seconds = secondOf(window.to) - secondOf(window.from);
  if (reading.pages !== null || (answer.hasNext && seconds === 0)) return byPages(begun, window, answer);
  if (answer.hasNext) {
    const left = reading.span === null ? answer.total : reading.left;
    return { reading: { ...begun, span: shorter(window, answer.times), left }, isTaken: false };
  }
  const count = answer.ids.length;
  const grown = Math.max(1, Math.round(seconds * (count === 0 ? 8 : Math.min(4, wanted / count))));
  return windowRead(begun, window, { count, span: grown });
}

function windowRead(reading: Reading, window: Window, { count, span }: { count: number; span: number }): Step {
  const left = reading.left === null ? null : reading.left - count;
  const next = isoOf(secondOf(window.to) + 1);
  const isNearEnd = left !== null && left <= wanted;
  return { reading: { ...reading, next, left, span: isNearEnd ? null : span, pages: null }, isTaken: true };
}

function byPages(reading: Reading, window: Window, answer: WindowAnswer): Step {
  const { page, ids, idsBefore, readings } = reading.pages ?? { page: 1, ids: [], idsBefore: null, readings: 1 };
  const read = [...ids, ...answer.ids.map((id) => id ?? '')].sort();
  if (answer.hasNext) {
    const pages = { page: page + 1, ids: read, idsBefore, readings };
    return { reading: { ...reading, span: 0, pages }, isTaken: true };
  }
  if (idsBefore?.join() === read.join()) return windowRead(reading, window, { count: read.length, span: 1 });
  if (readings >= mostReadings) {
    throw new RangeError(`what changed at ${reading.next} comes out differently each time it is read`);
  }
  const pages = { page: 1, ids: [], idsBefore: read, readings: readings + 1 };
  return { reading: { ...reading, span: 0, pages }, isTaken: true };
}

/** In seconds beyond the first. */
function shorter({ from, to }: Window, times: readonly Date[]): number {
  const [first, last] = [secondOf(from), secondOf(to)];
  const sorted = times.map(secondOf).sort((one, other) => one - other);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  const isInside = middle !== undefined && middle >= first && middle < last;
  return isInside ? middle - first : Math.floor((last - first) / 2);
}

export function secondOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function isoOf(second: number): string {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}
