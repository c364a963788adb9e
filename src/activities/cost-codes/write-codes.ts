import type { BulkAnswer } from '../../clients/procore/calls/sync-answer';
import type { WrittenCode } from '../../clients/procore/records/standard-cost-codes';
import type { CodeLink } from '../../domain/coding/cost-codes/coded-account';
import type { StandingCode, WantedCode } from '../../domain/coding/cost-codes/plan-codes';
import { bulk, rowsAtOnce, type Words } from '../in-bulk/words';
import type { Settled, ToDo } from './to-do';

interface Writing {
  readonly todo: readonly ToDo[];
  readonly wanted: readonly WantedCode[];
  readonly standing: readonly StandingCode[];
  /** As the code is written there. */
  readonly textOf: (wanted: WantedCode) => string;
  readonly standardIdOf: (code: string) => string | undefined;
  readonly sync: (rows: readonly WrittenCode[]) => Promise<BulkAnswer>;
  readonly readBack: () => Promise<readonly StandingCode[]>;
  readonly keep: (settled: readonly Settled[], links: readonly CodeLink[]) => Promise<void>;
}

/** Parents first: each wave is written in bulk, read back and kept before what stands under it is made. */
export async function writeCodesInWaves(of: Writing): Promise<void> {
  const wantedBy = new Map(of.wanted.map((one) => [one.code, one]));
  const creates = new Set(of.todo.flatMap(({ row: { act, code } }) => (act === 'create' ? [code] : [])));
  const waveOf = (code: string): number => {
    const parent = wantedBy.get(code)?.parent ?? null;
    return parent === null ? 0 : waveOf(parent) + (creates.has(parent) ? 1 : 0);
  };
  let { standing } = of;
  const last = Math.max(...of.todo.map(({ row }) => waveOf(row.code)));
  for (let wave = 0; wave <= last; wave += 1) {
    const todo = of.todo.filter(({ row }) => waveOf(row.code) === wave);
    const words = await writeCodes(todo, of, standing, wantedBy);
    standing = await of.readBack();
    const { settled, links } = settleCodes(todo, standing, words, (code) => wantedBy.get(code)?.originId ?? code);
    await of.keep(settled, links);
  }
}

/** What is to be created or renamed, so many at once; what is refused is told, and what was done is read back later. */
async function writeCodes(
  todo: readonly ToDo[],
  { textOf, standardIdOf, sync }: Writing,
  standing: readonly StandingCode[],
  wantedBy: ReadonlyMap<string, WantedCode>,
): Promise<Words> {
  const words: Words = new Map();
  const rows = todo.flatMap(({ row }): WrittenCode[] => {
    const { code, name, procoreId } = row;
    if (row.act === 'rename') return [{ id: procoreId ?? '', name }];
    const wanted = wantedBy.get(code);
    if (row.act !== 'create' || wanted === undefined) return [];
    const { parent, originId } = wanted;
    const parentId = parent === null ? undefined : standing.find((one) => one.code === parent)?.id;
    if (parent !== null && parentId === undefined) {
      words.set(originId, `its parent ${parent} does not stand`);
      return [];
    }
    return [{ code: textOf(wanted), name, originId, standardCodeId: standardIdOf(code), parentId }];
  });
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await bulk(words, () => sync(rows.slice(start, start + rowsAtOnce)));
  }
  return words;
}

/** What came of each by what stands now, and what of it is ours. */
function settleCodes(
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
