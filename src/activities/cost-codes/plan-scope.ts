import type { CostCodeSource } from '../../clients/erp-sources';
import type { CostCodePort } from '../../clients/procore/cost-code-port';
import type { ProcorePort } from '../../clients/procore/procore-port';
import type { AcceptedDrift, CodedAccount, CodeLink, CodeRow } from '../../domain/coding/cost-codes/coded-account';
import { isToDo, withoutAccepted } from '../../domain/coding/cost-codes/coded-account';
import { planList } from '../../domain/coding/cost-codes/plan-list';
import { planProject, type ProjectStanding } from '../../domain/coding/cost-codes/plan-project';
import { scopeOf } from '../../domain/coding/cost-codes/scope';
import type { Project } from '../../store/connections/projects';
import { rowsAtOnce } from '../in-bulk/words';
import { readList, readProject, type ListStanding, type Place } from './read-standing';

/** What a run works with, whatever scope it has come to. */
export interface Run {
  readonly procore: ProcorePort;
  readonly port: CostCodePort;
  readonly rule: CostCodeSource['rule'];
  readonly accounts: readonly CodedAccount[];
  readonly costTypes: readonly string[];
  /** By a scope: `''` is the company's list. */
  readonly linksOf: (scope: string) => Promise<readonly CodeLink[]>;
  readonly acceptedOf: (scope: string) => Promise<readonly AcceptedDrift[]>;
}

export interface PlannedList {
  readonly standing: ListStanding;
  readonly links: readonly CodeLink[];
  readonly rows: readonly CodeRow[];
}

export interface PlannedProject {
  readonly place: Place;
  readonly standing: ProjectStanding;
  readonly links: readonly CodeLink[];
  readonly rows: readonly CodeRow[];
}

export async function planTheList(run: Run): Promise<PlannedList> {
  const links = await run.linksOf('');
  const standing = await readList(run.port, run.rule.standardList);
  const { accounts, rule } = run;
  const rows = planList({ catalogue: rule.catalogue, accounts, standing: standing.codes, links });
  return { standing, links, rows: withoutAccepted(rows, await run.acceptedOf('')) };
}

/** A project, or a sub job of it by its code. Null: no account has what fixes it. */
export async function planTheProject(run: Run, project: Project, subJob: string): Promise<PlannedProject | null> {
  const accounts = accountsOf(run, project).filter((one) => one.subJob === subJob);
  if (accounts.length === 0) return null;
  const scope = scopeOf(project.id, subJob);
  const links = await run.linksOf(scope);
  const { rule, costTypes } = run;
  const withBudget = rule.budgetLines.includes(project.number);
  const { place, standing } = await readProject(run, {
    ...{ projectId: project.id, subJob, accounts, links, costTypes, withBudget },
  });
  const rows = planProject({ scope, catalogue: rule.catalogue, accounts, standing, links });
  return { place, standing, links, rows: withoutAccepted(rows, await run.acceptedOf(scope)) };
}

/** What accounts of a project are of: the project itself, always, and its sub jobs. */
export function subJobsOf(run: Run, project: Project): readonly string[] {
  return [...new Set(['', ...accountsOf(run, project).map(({ subJob }) => subJob)])].sort();
}

export function accountsOf({ accounts, rule }: Run, project: Project): readonly CodedAccount[] {
  const key = rule.projectKey(project);
  return key === null ? [] : accounts.filter((one) => one.project === key);
}

/** Calls that carrying these rows out takes, the reading before and the reading back included. */
export function callsFor(rows: readonly CodeRow[]): number {
  const count = (level: string, ...acts: readonly string[]): number =>
    rows.filter((row) => row.level === level && acts.includes(row.act)).length;
  if (!rows.some(isToDo)) return 0;
  const pages = Math.ceil(rows.length / 100);
  const bulks = [count('standard', 'create', 'rename'), count('project', 'create', 'rename'), count('wbs', 'create')];
  const single = count('wbs', 'inactivate', 'activate') + count('budget', 'create');
  return 10 + 4 * pages + single + bulks.reduce((sum, one) => sum + Math.ceil(one / rowsAtOnce), 0);
}
