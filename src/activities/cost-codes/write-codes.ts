import type { BulkAnswer } from '../../clients/procore/calls/sync-answer';
import type { WrittenCode } from '../../clients/procore/records/standard-cost-codes';
import type { CodeLink } from '../../domain/coding/cost-codes/coded-account';
import type { StandingCode, WantedCode } from '../../domain/coding/cost-codes/plan-codes';
import { bulk, rowsAtOnce, type Words } from '../in-bulk/words';
import type { Settled, ToDo } from './to-do';

/** What is to be created or renamed, so many at once; what is refused is told, and what was done is read back later. */
export async function writeCodes(
  todo: readonly ToDo[],
  originOf: (code: string) => string,
  standardIdOf: (code: string) => string | undefined,
  sync: (rows: readonly WrittenCode[]) => Promise<BulkAnswer>,
): Promise<Words> {
  const words: Words = new Map();
  const rows = todo.flatMap(({ row }): WrittenCode[] => {
    const { code, name, procoreId } = row;
    if (row.act === 'rename') return [{ id: procoreId ?? '', name }];
    return row.act === 'create' ? [{ code, name, originId: originOf(code), standardCodeId: standardIdOf(code) }] : [];
  });
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await bulk(words, () => sync(rows.slice(start, start + rowsAtOnce)));
  }
  return words;
}

/** What came of each by what stands now, and what of it is ours. */
export function settleCodes(
  todo: readonly ToDo[],
  standing: readonly StandingCode[],
  words: Words,
  originOf: (code: string) => string,
): { readonly settled: readonly Settled[]; readonly links: readonly CodeLink[] } {
  const links: CodeLink[] = [];
  const settled = todo.map(({ kept, row }): Settled => {
    const { level, act, code, name, procoreId } = row;
    const there = standing.find((one) => (procoreId === null ? one.code === code : one.id === procoreId));
    if (there === undefined || there.code !== code || (act !== 'adopt' && there.name !== name)) {
      const said = words.get(originOf(code)) ?? words.get(procoreId ?? '') ?? words.get('');
      return { kept, outcome: 'refused', told: said ?? 'Procore said nothing of it, and it does not stand' };
    }
    links.push({
      ...{ level, code, costType: '', procoreId: there.id, account: '', inactivated: false },
      name: there.name === name ? name : null,
    });
    return { kept, outcome: 'done', told: '' };
  });
  return { settled, links };
}

export function originsOf(wanted: readonly WantedCode[]): (code: string) => string {
  const origins = new Map(wanted.map(({ code, originId }) => [code, originId]));
  return (code) => origins.get(code) ?? code;
}
