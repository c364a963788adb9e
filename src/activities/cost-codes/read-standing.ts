import type { CostCodePort } from '../../clients/procore/cost-code-port';
import type { CodedAccount, CodeLink } from '../../domain/coding/cost-codes/coded-account';
import type { StandingCode } from '../../domain/coding/cost-codes/plan-codes';
import {
  disabledCombinations,
  type ProjectStanding,
  type StandingCombination,
} from '../../domain/coding/cost-codes/plan-project';
import { Refusal } from '../../domain/refusal';
import { readUses, type OnProcore } from './read-uses';

/** The company's list, as it stands in Procore. */
export interface ListStanding {
  readonly listId: string;
  readonly codes: readonly StandingCode[];
}

/** The list that is ours, by its name. A list of another connector is never written. */
export async function readList(procore: CostCodePort, name: string): Promise<ListStanding> {
  const lists = await procore.standardLists();
  const ours = lists.filter((one) => one.name === name);
  const [list] = ours;
  const known = lists.map((one) => `"${one.name}"`).join(', ') || 'none';
  if (list === undefined || ours.length > 1) {
    throw new Refusal(
      `Procore has ${String(ours.length)} standard cost code lists called "${name}"; there are ${known}: make one of that name for this connection, or name another with fusion.costCodes.standardList`,
    );
  }
  if (list.isErpList === true) {
    throw new Refusal(`the standard cost code list "${name}" belongs to another ERP connector: make one of its own`);
  }
  const codes = await procore.standardCodes({ listId: list.id });
  return {
    listId: list.id,
    codes: codes.map(({ id, code, fullCode, name: called, originId }) => ({
      ...{ id, code: fullCode ?? code ?? '', name: called ?? '', originId },
    })),
  };
}

interface Wanted {
  readonly projectId: string;
  /** Code of a sub job; `''`: of the project itself. */
  readonly subJob: string;
  readonly accounts: readonly CodedAccount[];
  readonly links: readonly CodeLink[];
  readonly costTypes: readonly string[];
  readonly withBudget: boolean;
}

/** One project, or one sub job of it. */
export interface Place {
  readonly projectId: string;
  readonly subJob: { readonly id: string; readonly code: string } | null;
}

/**
 * What stands in one project or sub job, and where that is. What uses a combination is read only of those that are to be inactivated.
 */
export async function readProject(
  on: OnProcore,
  wanted: Wanted,
): Promise<{ readonly place: Place; readonly standing: ProjectStanding }> {
  const { projectId } = wanted;
  const { port } = on;
  const segments = await port.segments({ projectId });
  const filled = ['cost_code', 'line_item_type', ...(wanted.subJob === '' ? [] : ['sub_job'])];
  const { subJob, missing } = await readSubJob(port, projectId, wanted.subJob);
  const place = { projectId, subJob };
  if (missing !== null) return { place, standing: { ...nothing, noSubJob: missing } };
  if (subJob !== null && segments.every(({ type }) => type !== 'sub_job')) {
    return { place, standing: { ...nothing, noSubJob: 'codes of the project have no segment of sub jobs' } };
  }
  const combinations = await readCombinations(port, place);
  const disabled = disabledCombinations(wanted.accounts, combinations, wanted.links);
  const standing = {
    noSubJob: null,
    codes: await readCodes(port, place),
    combinations,
    costTypes: wanted.costTypes,
    furtherSegments: segments
      .filter(({ type, required }) => required === true && !filled.includes(type ?? ''))
      .map(({ id, name }) => name ?? id),
    budget: wanted.withBudget ? await readBudget(port, projectId) : null,
    uses: disabled.length === 0 ? new Map<string, never>() : await readUses(on, projectId, disabled),
  };
  return { place, standing };
}

const nothing: Omit<ProjectStanding, 'noSubJob'> = {
  ...{ codes: [], combinations: [], costTypes: [], furtherSegments: [], budget: null, uses: new Map() },
};

/** By its code, exactly. Sub jobs are never made. */
async function readSubJob(
  port: CostCodePort,
  projectId: string,
  code: string,
): Promise<{ readonly subJob: Place['subJob']; readonly missing: string | null }> {
  if (code === '') return { subJob: null, missing: null };
  const named = (await port.subJobs({ projectId })).filter((one) => one.code === code);
  const [one] = named;
  if (one !== undefined && named.length === 1) return { subJob: { id: one.id, code }, missing: null };
  return { subJob: null, missing: `Procore has ${String(named.length)} sub jobs ${code} in this project` };
}

/** The project's own, or those of one sub job: the same code may stand in each. */
export async function readCodes(port: CostCodePort, { projectId, subJob }: Place): Promise<readonly StandingCode[]> {
  const codes = await port.costCodes({ projectId, subJobId: subJob?.id });
  return codes
    .filter(({ billerId, billerType, deletedAt }) => {
      const isHere = billerType === 'SubJob' ? billerId === subJob?.id : subJob === null;
      return isHere && deletedAt === null;
    })
    .map(({ id, code, fullCode, name, originId }) => ({
      ...{ id, code: fullCode ?? code ?? '', name: name ?? '', originId },
    }));
}

export async function readCombinations(
  port: CostCodePort,
  { projectId, subJob }: Place,
): Promise<readonly StandingCombination[]> {
  const codes = await port.wbsCodes({ projectId });
  return codes.flatMap(({ id, status, segmentItems }) => {
    const costCode = segmentItems.find(({ type }) => type === 'cost_code');
    const costType = segmentItems.find(({ type }) => type === 'line_item_type');
    const job = segmentItems.find(({ type }) => type === 'sub_job');
    if (costCode === undefined || costType === undefined || job?.code !== subJob?.code) return [];
    if (segmentItems.length !== (subJob === null ? 2 : 3)) return [];
    return [
      {
        ...{ id, isActive: status !== 'inactive' },
        code: costCode.pathCode ?? costCode.code ?? '',
        costType: costType.code ?? '',
      },
    ];
  });
}

/** Without a view nobody can tell which codes have a line: then it counts as locked. */
export async function readBudget(
  port: CostCodePort,
  projectId: string,
): Promise<NonNullable<ProjectStanding['budget']>> {
  const locked = await port.isBudgetLocked({ projectId });
  const [view] = await port.budgetViews({ projectId });
  if (view === undefined) return { locked: true, rows: [] };
  const rows = await port.budgetRows({ projectId, viewId: view.id });
  return { locked, rows: rows.flatMap(({ wbsCodeId }) => wbsCodeId ?? []) };
}
