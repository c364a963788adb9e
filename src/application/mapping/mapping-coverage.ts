import type { Chart } from '../../domain/coding/chart';
import { coverage, moneyOf, unsettledOf, type CodeCoverage } from '../../domain/coding/coverage/coverage';
import type { MappingRow } from '../../domain/coding/mapping-row';
import { compileMapping } from '../../domain/coding/resolve-coding';
import type { Project } from '../../store/connections/projects';
import type { ConnectionContext } from '../context';
import { projectNamed } from '../documents/project-named';
import { accountText } from './account-text';
import { readCodeUses, type Asking } from './read-code-uses';

export interface CoverageWanted extends Asking {
  /** Its number or `id:<id>`; absent: every project that is known. */
  readonly project?: string;
}

interface CodeView {
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  readonly name: string | null;
  /** As the mapping prints it; null: none. */
  readonly account: string | null;
  /** Of the row that leads there. */
  readonly line: number | null;
  readonly generated: boolean;
  /** Why there is no account; null where there is one. */
  readonly why: string | null;
  readonly money: CodeCoverage['money'];
}

export interface CoverageOfProject {
  readonly project: string;
  readonly projectId: string;
  readonly name: string;
  readonly codes: number;
  readonly mappedByPeople: number;
  readonly mappedByGenerated: number;
  /** Without an account, and what stands behind all of them. */
  readonly unmapped: readonly CodeView[];
  readonly unmappedMoney: CodeCoverage['money'];
  readonly mapped: readonly CodeView[];
  /** What is used under codes that Procore does not say whole. */
  readonly unsettled: ReturnType<typeof unsettledOf>;
  readonly unreadCommitments: number;
  readonly notes: readonly string[];
}

export interface MappingCoverage {
  /** Of the mapping; 0: there is none. */
  readonly version: number;
  readonly projects: readonly CoverageOfProject[];
}

/** What `coverageOf` found of a project, for whoever works on with the codes themselves. */
export interface FoundCoverage {
  readonly project: Project;
  readonly codes: readonly CodeCoverage[];
  readonly view: CoverageOfProject;
}

export interface PresentMapping {
  readonly version: number;
  readonly rows: readonly MappingRow[];
  readonly chart: Chart;
}

/** Which codes in use, in the list or in the budget have no account, project by project, with the money behind them. */
export async function mappingCoverage(context: ConnectionContext, wanted: CoverageWanted): Promise<MappingCoverage> {
  const present = await presentMapping(context);
  const found = await coverageOf(context, present, await projectsWanted(context, wanted.project), wanted);
  return { version: present.version, projects: found.map(({ view }) => view) };
}

export async function presentMapping({ store, connection, ports }: ConnectionContext): Promise<PresentMapping> {
  const { chart } = await ports.erp(connection);
  return store.inTenant(connection.tenantId, async (tx) => {
    const version = await tx.mappings.version(connection);
    return { version, rows: await tx.mappings.load(connection, version), chart };
  });
}

export async function projectsWanted(
  { store, connection }: ConnectionContext,
  named?: string,
): Promise<readonly Project[]> {
  return store.inTenant(connection.tenantId, async (tx) =>
    named === undefined ? tx.projects.list(connection) : [await projectNamed(tx, connection, named)],
  );
}

/** One project after the other, so that only one project's documents are in memory. */
export async function coverageOf(
  context: ConnectionContext,
  { rows, chart }: PresentMapping,
  projects: readonly Project[],
  asking: Asking,
): Promise<FoundCoverage[]> {
  const mapping = compileMapping(rows);
  const found: FoundCoverage[] = [];
  for (const project of projects) {
    const { uses, unreadCommitments, notes } = await readCodeUses(context, project, asking);
    const codes = coverage({ id: project.id, number: project.number }, uses, { mapping, rows, chart });
    const open = codes.filter((one) => one.mapped === null);
    const covered = codes.filter((one) => one.mapped !== null);
    const generated = covered.filter((one) => one.mapped?.isGenerated === true).length;
    const moneyBehind = open.flatMap(({ money }) =>
      Object.entries(money).flatMap(([kind, sums]) =>
        sums.map((one) => ({ ...one, kind: kind as keyof typeof money })),
      ),
    );
    found.push({
      project,
      codes,
      view: {
        ...{ project: project.number === '' ? `id:${project.id}` : project.number, projectId: project.id },
        ...{ name: project.name, codes: codes.length },
        ...{ mappedByPeople: covered.length - generated, mappedByGenerated: generated },
        unmapped: open.map((one) => codeView(one, chart)),
        unmappedMoney: moneyOf(moneyBehind),
        mapped: covered.map((one) => codeView(one, chart)),
        unsettled: unsettledOf(uses),
        ...{ unreadCommitments, notes },
      },
    });
  }
  return found;
}

function codeView({ codes, name, money, mapped, why }: CodeCoverage, chart: Chart): CodeView {
  const { subJob, costCode, costType } = codes;
  return {
    ...{ subJob, costCode, costType, name, money, why },
    account: mapped === null ? null : accountText(mapped.target, chart),
    line: mapped?.line ?? null,
    generated: mapped?.isGenerated ?? false,
  };
}
