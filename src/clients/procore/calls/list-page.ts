import type { ProcoreAnswer } from './client';
import type { Rows, UnreadableRow } from './rows';

/** One page of a list. The next one is asked for by number: `Link` addresses drop other query parameters. */
export interface ProcorePage<T> {
  readonly items: readonly T[];
  /** Rows that do not have the documented shape; `items` are the others. */
  readonly unreadable: readonly UnreadableRow[];
  readonly total: number | null;
  readonly hasNext: boolean;
  /** Procore's own clock when it answered, ISO 8601; null when no `Date` came. */
  readonly serverDate: string | null;
}

export interface PageArguments {
  /** From 1. */
  readonly page?: number | undefined;
}

export const itemsPerPage = 100;

export function pageQuery(page: number | undefined): { page: string; per_page: string } {
  return { page: String(page ?? 1), per_page: String(itemsPerPage) };
}

/** https://developers.procore.com/documentation/pagination */
export function listPage<T>(answer: ProcoreAnswer<Rows<T>>, page = 1): ProcorePage<T> {
  const {
    headers,
    value: { readable, unreadable },
  } = answer;
  const total = /^\d{1,12}$/.test(headers['total'] ?? '') ? Number(headers['total']) : null;
  const dateMs = Date.parse(headers['date'] ?? '');
  return {
    items: readable,
    unreadable,
    total,
    hasNext: hasNext(headers['link'], total, page, readable.length + unreadable.length),
    serverDate: Number.isNaN(dateMs) ? null : new Date(dateMs).toISOString(),
  };
}

// A proxy may drop headers. Without both, only a page that is not full is surely the last.
function hasNext(link: string | undefined, total: number | null, page: number, count: number): boolean {
  if (link !== undefined) return /;\s*rel="?next"?/.test(link);
  if (total !== null) return page * itemsPerPage < total;
  return count >= itemsPerPage;
}
