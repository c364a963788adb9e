import type { ProcorePage } from './list-page';
import type { UnreadableRow } from './rows';

/** More than any list of one company holds; a server that always says "next" must not be followed for ever. */
const mostPages = 10_000;

/**
 * For lists that are wanted whole. Each page is a call of its own, so the quota is asked for each. Rows that cannot be
 * read are left out and told of.
 */
export async function allPages<T>(
  fetchPage: (page: number) => Promise<ProcorePage<T>>,
  tell: (row: UnreadableRow) => void = () => undefined,
): Promise<readonly T[]> {
  const items: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await fetchPage(page);
    items.push(...answer.items);
    answer.unreadable.forEach(tell);
    if (!answer.hasNext) return items;
  }
  throw new RangeError(`the list did not end after ${String(mostPages)} pages`);
}
