import type { Page, PageWanted } from '../store/page';
import { ActionError } from './action-error';

export type { Page };

/** Which part of a list is wanted. */
export interface PageRequest {
  /** At most so many rows. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export const mostRows = 1000;
const usualRows = 100;

/** The lists, and what the id of a row looks like in each. */
const idsOf = {
  documents: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  holds: /^\d{1,18}$/,
  postings: /^\d{1,18}$/,
  signals: /^\d{1,18}$/,
  vendors: /^.{1,200}$/,
  mappingRows: /^([0-9a-f]*\.){3}[0-9a-f]*$/,
  entries: /^\d{1,18}$/,
} as const;

/** Reads one page. Where a list goes on is opaque to whoever asks, and good for that list only. */
export async function readPage<Row>(
  list: keyof typeof idsOf,
  { limit = usualRows, after }: PageRequest,
  read: (wanted: PageWanted) => Promise<Page<Row>>,
): Promise<Page<Row>> {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows) {
    throw new ActionError('badInput', `limit ${limit}: a whole number from 1 to ${mostRows}`, { field: 'limit' });
  }
  const page = await read({ limit, after: after === undefined ? null : idIn(list, after) });
  return { ...page, next: page.next === null ? null : Buffer.from(`${list}:${page.next}`).toString('base64url') };
}

function idIn(list: keyof typeof idsOf, cursor: string): string {
  const [name, id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(':', 2);
  if (name === list && idsOf[list].test(id)) return id;
  throw new ActionError('badInput', `after "${cursor}": not where a page of this list ended; take "next" of it`, {
    field: 'after',
  });
}
