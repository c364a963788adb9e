import { Rejected } from '../../http/client-error';
import type { FusionConnection } from '../connect';
import { text } from './cells';
import { readPage, type Asked, type Row } from './collection-page';
import { equalId, idIn } from './query';

/** So many ids in one question: far below what a URL takes, and one page of rows. */
const idsAtOnce = 20;

/**
 * Rows of a resource by their keys. Where the pod takes expressions, many in one question (`in` is a member of that language by its
 * documentation, and no live pod was seen to answer it): what it does not show so is asked for by itself, as everything is where the
 * pod takes conditions alone; then the pod's own limit of calls at once decides how many go together. One that does not stand is absent.
 */
export async function rowsByIds(
  fusion: Pick<FusionConnection, 'caller' | 'collections' | 'descriptions' | 'settings'>,
  asked: Omit<Asked, 'conditions' | 'finder'> & {
    /** The finder of one, where that is the surer way to it (`PrimaryKey;InvoiceId=`, and the id). */
    readonly finderOfOne?: string;
  },
  ids: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const { finderOfOne, ...plain } = asked;
  const { resource, key } = plain;
  const one = (id: string): Promise<readonly Row[]> =>
    fusion.collections.all(
      finderOfOne === undefined
        ? { ...plain, conditions: [equalId(key, id)] }
        : { ...plain, conditions: [], finder: `${finderOfOne}${id}` },
    );
  const left = new Set(ids);
  const found = new Map<string, Row>();
  const take = (rows: readonly Row[]): void => {
    for (const row of rows) if (left.delete(text(row, key))) found.set(text(row, key), row);
  };
  const isAskedTogether =
    left.size > 1 &&
    fusion.settings.queryStyle === 'expression' &&
    (await fusion.descriptions.isQueryable(resource, key));
  for (const some of isAskedTogether ? chunks([...left], idsAtOnce) : []) take(await together(fusion, plain, some));
  for (const some of chunks([...left], idsAtOnce)) {
    for (const rows of await Promise.all(some.map(one))) take(rows);
  }
  return found;
}

async function together(
  { caller, collections, settings }: Pick<FusionConnection, 'caller' | 'collections' | 'settings'>,
  asked: Omit<Asked, 'conditions'>,
  ids: readonly string[],
): Promise<readonly Row[]> {
  try {
    const question = { ...asked, conditions: [idIn(asked.key, ids)] };
    const { rows } = await readPage(caller, settings, question, { limit: ids.length });
    return await Promise.all(rows.map((row) => collections.complete(asked, row)));
  } catch (error) {
    if (error instanceof Rejected) return [];
    throw error;
  }
}

function chunks(ids: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}
