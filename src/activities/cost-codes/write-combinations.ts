import type { CostCodePort } from '../../clients/procore/cost-code-port';
import type { WrittenWbsCode } from '../../clients/procore/records/wbs-codes';
import type { CodeLink, CodeRow } from '../../domain/coding/cost-codes/coded-account';
import type { StandingCombination } from '../../domain/coding/cost-codes/plan-project';
import { bulk, refusedInWords, rowsAtOnce, type Words } from '../in-bulk/words';
import { readBudget, readCombinations, type Place } from './read-standing';
import type { Settled, ToDo } from './to-do';

/** Combinations of a project or sub job are made, and made active or not; then all is read back. */
export async function writeCombinations(
  port: CostCodePort,
  place: Place,
  todo: readonly ToDo[],
): Promise<{ readonly settled: readonly Settled[]; readonly links: readonly CodeLink[] }> {
  const words: Words = new Map();
  const { projectId } = place;
  await createMissing(
    port,
    place,
    todo.filter(({ row }) => row.act === 'create'),
    words,
  );
  for (const { row } of todo) {
    if (row.act !== 'activate' && row.act !== 'inactivate') continue;
    const status = row.act === 'activate' ? 'active' : 'inactive';
    await refusedInWords(words, keyOf(row), () =>
      port.setWbsStatus({ projectId, wbsCodeId: row.procoreId ?? '', status }),
    );
  }
  return settleCombinations(todo, await readCombinations(port, place), words);
}

/** Of the combinations that stand now; what has a line meanwhile gets none. */
export async function writeBudget(
  port: CostCodePort,
  place: Place,
  todo: readonly ToDo[],
): Promise<readonly Settled[]> {
  const words: Words = new Map();
  const { projectId } = place;
  const combinations = await readCombinations(port, place);
  const before = await readBudget(port, projectId);
  const idOf = (row: CodeRow): string | undefined => combinationOf(row, combinations)?.id;
  for (const { row } of todo) {
    const wbsCodeId = idOf(row);
    if (before.locked || wbsCodeId === undefined || before.rows.includes(wbsCodeId)) continue;
    await refusedInWords(words, keyOf(row), () => port.createBudgetLine({ projectId, wbsCodeId }));
  }
  const { rows } = await readBudget(port, projectId);
  return todo.map(({ kept, row }): Settled => {
    if (rows.includes(idOf(row) ?? '')) return { kept, outcome: 'done', told: '' };
    const why = before.locked ? 'the budget was locked meanwhile' : 'its combination does not stand';
    return { kept, outcome: 'refused', told: words.get(keyOf(row)) ?? why };
  });
}

async function createMissing(port: CostCodePort, place: Place, todo: readonly ToDo[], words: Words): Promise<void> {
  if (todo.length === 0) return;
  const { projectId } = place;
  const itemsOf = await segmentItems(port, place);
  const rows = todo.flatMap(({ row }): WrittenWbsCode[] => {
    const items = itemsOf(row);
    if (items === null) words.set(keyOf(row), 'Procore shows no active item of its cost code, cost type or sub job');
    return items === null ? [] : [{ items, description: row.name }];
  });
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await bulk(words, () => port.createWbsCodes({ projectId, rows: rows.slice(start, start + rowsAtOnce) }));
  }
}

/** The items of all segments of a row, by their codes; null: one of them does not stand. */
async function segmentItems(port: CostCodePort, { projectId, subJob }: Place) {
  const segments = await port.segments({ projectId });
  const itemsBy = async (type: string, subJobId?: string) => {
    const segment = segments.find((one) => one.type === type);
    const read = (of?: string) => {
      return segment === undefined ? [] : port.segmentItems({ projectId, segmentId: segment.id, subJobId: of });
    };
    // What is shown of a sub job may have the project's own beside it, with the same codes.
    const others = new Set(subJobId === undefined ? [] : (await read()).map(({ id }) => id));
    const items = (await read(subJobId)).filter(({ id }) => !others.has(id));
    const active = items.filter(({ status }) => status !== 'inactive');
    const ids = new Map(active.map(({ id, code, pathCode }) => [pathCode ?? code ?? '', id]));
    return (code: string) => {
      const itemId = ids.get(code);
      return segment === undefined || itemId === undefined ? null : { segmentId: segment.id, itemId };
    };
  };
  const [codes, types] = [await itemsBy('cost_code', subJob?.id), await itemsBy('line_item_type')];
  const job = subJob === null ? [] : [(await itemsBy('sub_job'))(subJob.code)];
  return ({ code, costType }: CodeRow): WrittenWbsCode['items'] | null => {
    const items = [codes(code), types(costType), ...job];
    const found = items.filter((item) => item !== null);
    return found.length === items.length ? found : null;
  };
}

function settleCombinations(todo: readonly ToDo[], standing: readonly StandingCombination[], words: Words) {
  const links: CodeLink[] = [];
  const settled = todo.map(({ kept, row }): Settled => {
    const { act, code, costType, name, account } = row;
    const there = combinationOf(row, standing);
    if (there?.isActive !== (act !== 'inactivate')) {
      const said = words.get(keyOf(row)) ?? words.get('');
      return { kept, outcome: 'refused', told: said ?? 'Procore said nothing of it, and it does not stand' };
    }
    links.push({
      ...{ level: 'wbs', code, costType, procoreId: there.id, name, account },
      inactivated: act === 'inactivate',
    });
    return { kept, outcome: 'done', told: '' };
  });
  return { settled, links };
}

function combinationOf(
  { procoreId, code, costType }: CodeRow,
  standing: readonly StandingCombination[],
): StandingCombination | undefined {
  return standing.find((one) =>
    procoreId === null ? one.code === code && one.costType === costType : one.id === procoreId,
  );
}

function keyOf({ code, costType }: CodeRow): string {
  return `${code}.${costType}`;
}
