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
  readonly accounts: readonly CodedAccount[];
  readonly links: readonly CodeLink[];
  readonly costTypes: readonly string[];
  readonly withBudget: boolean;
}

/** What stands in one project. What uses a combination is read only of those that are to be inactivated. */
export async function readProject(on: OnProcore, wanted: Wanted): Promise<ProjectStanding> {
  const { projectId } = wanted;
  const { port } = on;
  const segments = await port.segments({ projectId });
  const combinations = await readCombinations(port, projectId);
  const disabled = disabledCombinations(wanted.accounts, combinations, wanted.links);
  return {
    codes: await readCodes(port, projectId),
    combinations,
    costTypes: wanted.costTypes,
    furtherSegments: segments
      .filter(({ type, required }) => required === true && type !== 'cost_code' && type !== 'line_item_type')
      .map(({ id, name }) => name ?? id),
    budget: wanted.withBudget ? await readBudget(port, projectId) : null,
    uses: disabled.length === 0 ? new Map() : await readUses(on, projectId, disabled),
  };
}

/** The project's own: those of sub jobs are codes of another kind. */
export async function readCodes(port: CostCodePort, projectId: string): Promise<readonly StandingCode[]> {
  const codes = await port.costCodes({ projectId });
  return codes
    .filter(({ billerType, deletedAt }) => billerType !== 'SubJob' && deletedAt === null)
    .map(({ id, code, fullCode, name, originId }) => ({
      ...{ id, code: fullCode ?? code ?? '', name: name ?? '', originId },
    }));
}

export async function readCombinations(port: CostCodePort, projectId: string): Promise<readonly StandingCombination[]> {
  const codes = await port.wbsCodes({ projectId });
  return codes.flatMap(({ id, status, segmentItems }) => {
    const costCode = segmentItems.find(({ type }) => type === 'cost_code');
    const costType = segmentItems.find(({ type }) => type === 'line_item_type');
    if (costCode === undefined || costType === undefined || segmentItems.length !== 2) return [];
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
