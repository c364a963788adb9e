import { Unavailable } from '../../http/client-error';
import type { FusionSettings } from '../settings';
import { keyOf, readPage, type Asked, type Row } from './collection-page';
import type { Collections } from './collections';
import type { Descriptions } from './describe';
import { isBadQuery } from './errors';
import type { FusionCaller } from './fusion-caller';
import { laterId, since } from './query';
import { instantOf } from './timestamps';

const changedAt = 'LastUpdateDate';
const mostRestarts = 3;

interface Deps {
  readonly caller: FusionCaller;
  readonly settings: FusionSettings;
  readonly descriptions: Descriptions;
  readonly collections: Collections;
}

/**
 * The rows that changed at or after a time, each once, as it was last seen. Where the time of change may be asked for, by keyset;
 * where it may only be sorted by, from the newest down; else the whole collection (reference 2.5, 3.3). A row that changes
 * meanwhile may be missed by no way: it moves to where it is still to be read, or what it moves is read twice.
 */
export async function changedSince(deps: Deps, asked: Asked, atMs: number): Promise<readonly Row[]> {
  if (await deps.descriptions.isQueryable(asked.resource, changedAt)) return byKeyset(deps, asked, atMs);
  try {
    return await newestFirst(deps, asked, atMs);
  } catch (error) {
    if (!isBadQuery(error)) throw error;
    return (await deps.collections.all(asked)).filter((row) => changedMs(row) >= atMs);
  }
}

async function byKeyset({ caller, settings }: Deps, asked: Asked, fromMs: number): Promise<readonly Row[]> {
  const rows = new Map<bigint, Row>();
  const page = (conditions: Asked['conditions'], orderBy: string) =>
    readPage(
      caller,
      settings,
      { ...asked, conditions: [...asked.conditions, ...conditions] },
      { limit: settings.pageSize, orderBy },
    );
  const keep = (some: readonly Row[]): void => some.forEach((row) => rows.set(keyOf(asked, row), row));
  let atMs = fromMs;
  let operator: '>=' | '>' = '>=';
  for (;;) {
    const next = await page([since(changedAt, atMs, operator)], `${changedAt}:asc,${asked.key}:asc`);
    keep(next.rows);
    const last = next.rows.at(-1);
    if (last === undefined || !next.hasMore) return [...rows.values()];
    const lastMs = changedMs(last);
    if (lastMs < atMs) throw disordered(asked);
    if (lastMs > atMs || operator === '>') {
      [atMs, operator] = [lastMs, '>='];
      if (next.rows.some((row) => changedMs(row) !== lastMs)) continue;
    }
    // A whole page of one time: on by key within it, else the same page comes for ever.
    let key = keyOf(asked, last);
    for (;;) {
      const within = await page([since(changedAt, lastMs, '='), laterId(asked.key, String(key))], `${asked.key}:asc`);
      keep(within.rows);
      const end = within.rows.at(-1);
      if (end === undefined || !within.hasMore) break;
      if (keyOf(asked, end) <= key) throw disordered(asked);
      key = keyOf(asked, end);
    }
    [atMs, operator] = [lastMs, '>'];
  }
}

/** What changes meanwhile comes to the front and pushes the rest back: rows are repeated, and none is skipped. */
async function newestFirst({ caller, settings }: Deps, asked: Asked, fromMs: number): Promise<readonly Row[]> {
  const order = { limit: settings.pageSize, orderBy: `${changedAt}:desc,${asked.key}:asc` };
  const rows = new Map<bigint, Row>();
  for (let restart = 0; restart <= mostRestarts; restart += 1) {
    let first: string | null = null;
    for (let offset = 0; ;) {
      const page = await readPage(caller, settings, asked, { ...order, offset });
      first ??= markOf(asked, page.rows);
      for (const row of page.rows) if (changedMs(row) >= fromMs) rows.set(keyOf(asked, row), row);
      offset += page.rows.length;
      const last = page.rows.at(-1);
      if (last === undefined || !page.hasMore || changedMs(last) < fromMs) break;
    }
    const { rows: again } = await readPage(caller, settings, asked, { ...order, limit: 1 });
    if (markOf(asked, again) === first) break;
  }
  return [...rows.values()];
}

function markOf(asked: Asked, [row]: readonly Row[]): string {
  return row === undefined ? '' : `${String(keyOf(asked, row))} ${String(row[changedAt])}`;
}

function changedMs(row: Row): number {
  return instantOf(String(row[changedAt]));
}

function disordered({ resource, purpose }: Asked): Unavailable {
  return new Unavailable(`fusion ${resource}: what changed does not come in its order`, {
    system: 'fusion',
    operation: `${resource}: ${purpose}`,
    detail: { reason: 'pagesDisordered' },
  });
}
