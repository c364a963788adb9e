import type { CodeLevel, CodeLink } from '../../domain/coding/cost-codes/coded-account';
import { wantedCodes } from '../../domain/coding/cost-codes/plan-list';
import type { KeptCodeRow } from '../../store/coding/cost-code-plans';
import type { Project } from '../../store/connections/projects';
import { accountsOf, planTheList, planTheProject, type Run } from './plan-scope';
import { readCodes, readList } from './read-standing';
import { divide, type Settled, type ToDo } from './to-do';
import { originsOf, settleCodes, writeCodes } from './write-codes';
import { writeBudget, writeCombinations } from './write-combinations';

/** Keeps what came of some rows, before more is written. */
export type Keep = (settled: readonly Settled[], links: readonly CodeLink[]) => Promise<void>;

/** The company's list: written in bulk, then read back. */
export async function applyToList(run: Run, planned: readonly KeptCodeRow[], keep: Keep): Promise<void> {
  const { port } = run;
  const { standing, rows } = await planTheList(run);
  const { todo, settled } = divide(planned, rows, run.accounts);
  await keep(settled, []);
  if (todo.length === 0) return;
  const originOf = originsOf(wantedCodes(run.accounts, run.rule.catalogue, null));
  const { listId } = standing;
  const none = (): undefined => undefined;
  const words = await writeCodes(todo, originOf, none, (rows) => port.syncStandardCodes({ listId, rows }));
  const after = await readList(port, run.rule.standardList);
  const came = settleCodes(todo, after.codes, words, originOf);
  await keep(came.settled, came.links);
}

/** One project: codes first, then what is made of them, then budget lines; each is read back before the next. */
export async function applyToProject(
  run: Run,
  project: Project,
  planned: readonly KeptCodeRow[],
  keep: Keep,
): Promise<void> {
  const { port } = run;
  const projectId = project.id;
  const accounts = accountsOf(run, project);
  const now = await planTheProject(run, project);
  const { todo, settled } = divide(planned, now?.rows ?? [], accounts);
  await keep(settled, []);
  const of = (level: CodeLevel): readonly ToDo[] => todo.filter(({ row }) => row.level === level);
  if (of('project').length > 0) {
    const standard = new Map((await run.linksOf('')).map(({ code, procoreId }) => [code, procoreId]));
    const originOf = originsOf(wantedCodes(accounts, run.rule.catalogue, projectId));
    const sync = (rows: Parameters<typeof port.syncCostCodes>[0]['rows']) => port.syncCostCodes({ projectId, rows });
    const words = await writeCodes(of('project'), originOf, (code) => standard.get(code), sync);
    const came = settleCodes(of('project'), await readCodes(port, projectId), words, originOf);
    await keep(came.settled, came.links);
  }
  if (of('wbs').length > 0) {
    const came = await writeCombinations(port, projectId, of('wbs'));
    await keep(came.settled, came.links);
  }
  if (of('budget').length > 0) await keep(await writeBudget(port, projectId, of('budget')), []);
}
