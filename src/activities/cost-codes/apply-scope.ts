import type { CodeLevel, CodeLink } from '../../domain/coding/cost-codes/coded-account';
import { wantedCodes } from '../../domain/coding/cost-codes/plan-list';
import { scopeOf } from '../../domain/coding/cost-codes/scope';
import type { KeptCodeRow } from '../../store/coding/cost-code-plans';
import type { Project } from '../../store/connections/projects';
import { accountsOf, planTheList, planTheProject, type Run } from './plan-scope';
import { readCodes, readList } from './read-standing';
import { divide, type Settled, type ToDo } from './to-do';
import { writeCodesInWaves } from './write-codes';
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
  const { listId } = standing;
  await writeCodesInWaves({
    todo,
    wanted: wantedCodes(run.accounts, run.rule.catalogue, ''),
    standing: standing.codes,
    // Here a code has those of its parents in it.
    textOf: ({ code }) => code,
    standardIdOf: () => undefined,
    sync: (rows) => port.syncStandardCodes({ listId, rows }),
    readBack: async () => (await readList(port, run.rule.standardList)).codes,
    keep,
  });
}

/** One project or sub job: codes first, then what is made of them, then budget lines; each is read back before the next. */
export async function applyToProject(
  run: Run,
  at: { readonly project: Project; readonly subJob: string },
  planned: readonly KeptCodeRow[],
  keep: Keep,
): Promise<void> {
  const { port } = run;
  const { project, subJob } = at;
  const projectId = project.id;
  const accounts = accountsOf(run, project).filter((one) => one.subJob === subJob);
  const now = await planTheProject(run, project, subJob);
  const { todo, settled } = divide(planned, now?.rows ?? [], accounts);
  await keep(settled, []);
  if (now === null) return;
  const { place } = now;
  const of = (level: CodeLevel): readonly ToDo[] => todo.filter(({ row }) => row.level === level);
  if (of('project').length > 0) {
    const standard = new Map((await run.linksOf('')).map(({ code, procoreId }) => [code, procoreId]));
    await writeCodesInWaves({
      todo: of('project'),
      wanted: wantedCodes(accounts, run.rule.catalogue, scopeOf(projectId, subJob)),
      standing: now.standing.codes,
      textOf: ({ code, parent }) => (parent === null ? code : code.slice(parent.length + 1)),
      standardIdOf: (code) => standard.get(code),
      sync: (rows) => port.syncCostCodes({ projectId, subJobId: place.subJob?.id, rows }),
      readBack: () => readCodes(port, place),
      keep,
    });
  }
  if (of('wbs').length > 0) {
    const came = await writeCombinations(port, place, of('wbs'));
    await keep(came.settled, came.links);
  }
  if (of('budget').length > 0) await keep(await writeBudget(port, place, of('budget')), []);
}
