import type { CodeAct, CodedAccount, CodeLink, CodeRow } from './coded-account';
import { codesElsewhere, planCodes, type StandingCode } from './plan-codes';
import { wantedCodes } from './plan-list';

/** A combination of a cost code and a cost type, of either status; what has further segments is none of ours. */
export interface StandingCombination {
  readonly id: string;
  readonly code: string;
  readonly costType: string;
  readonly isActive: boolean;
}

export interface ProjectStanding {
  readonly codes: readonly StandingCode[];
  readonly combinations: readonly StandingCombination[];
  /** Codes of the line item types of the company. */
  readonly costTypes: readonly string[];
  /** Why nothing can be made of a sub job; null: it stands, or the project itself is meant. */
  readonly noSubJob: string | null;
  /** Names of segments that each code must have, beside cost code, cost type and the sub job that is meant. */
  readonly furtherSegments: readonly string[];
  /** Null: no budget lines are asked for. `rows`: combinations with a budget line. */
  readonly budget: { readonly locked: boolean; readonly rows: readonly string[] } | null;
  /** What uses a combination, by its id; of those that `disabledCombinations` names. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
}

/**
 * What becomes of the codes, combinations and budget lines of one project, or of one sub job of it. `accounts` and `standing` are those
 * of the `scope`, a project's id, or that and the code of a sub job.
 */
export function planProject(of: {
  readonly scope: string;
  readonly catalogue: string;
  readonly accounts: readonly CodedAccount[];
  readonly standing: ProjectStanding;
  readonly links: readonly CodeLink[];
}): readonly CodeRow[] {
  const { standing, links, accounts } = of;
  if (standing.noSubJob !== null) return [whole(standing.noSubJob, 'make it there, or none of its codes are made')];
  if (standing.furtherSegments.length > 0) {
    const names = standing.furtherSegments.join(', ');
    return [whole('its codes must have segments that the rule does not fill', names)];
  }
  const pairs = pairsOf(accounts);
  const usable = pairs.filter((pair) => pair.live.length === 1 && standing.costTypes.includes(pair.costType));
  const kept = accounts.filter(({ code, costType, why }) =>
    why === null ? usable.some((pair) => pair.code === code && pair.costType === costType) : true,
  );
  const codes = planCodes({
    level: 'project',
    wanted: wantedCodes(kept, of.catalogue, of.scope),
    standing: standing.codes,
    links,
  });
  const elsewhere = codesElsewhere(codes, standing.codes);
  // Of a code that is called otherwise in Procore, what we made of it is still ours.
  const isPlanned = (pair: Pair): boolean =>
    !elsewhere.has(pair.code) || ourCombination(pair, standing.combinations, links) !== undefined;
  return [
    ...codes,
    ...pairs.filter(isPlanned).flatMap((pair) => combinationRows(pair, standing, links)),
    ...budgetRows(usable.filter(isPlanned), standing, links),
  ];
}

/** Combinations of ours that are active and on whose accounts, all read in this run, nothing may be booked any more. */
export function disabledCombinations(
  accounts: readonly CodedAccount[],
  combinations: readonly StandingCombination[],
  links: readonly CodeLink[],
): readonly StandingCombination[] {
  return pairsOf(accounts).flatMap((pair) => {
    const one = pair.live.length === 0 ? ourCombination(pair, combinations, links) : undefined;
    return one?.isActive === true ? [one] : [];
  });
}

interface Pair {
  readonly code: string;
  readonly costType: string;
  readonly name: string;
  readonly live: readonly CodedAccount[];
  readonly dead: readonly CodedAccount[];
}

function pairsOf(accounts: readonly CodedAccount[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const one of accounts) {
    const { code, costType, name } = one;
    if (costType === null || name === null) continue;
    const key = JSON.stringify([code, costType]);
    const pair = pairs.get(key) ?? { code, costType, name, live: [], dead: [] };
    const more = one.why === null ? { live: [...pair.live, one] } : { dead: [...pair.dead, one] };
    pairs.set(key, { ...pair, ...more });
  }
  return [...pairs.values()].sort((a, b) => (a.code + a.costType < b.code + b.costType ? -1 : 1));
}

function ourCombination(
  { code, costType }: Pair,
  combinations: readonly StandingCombination[],
  links: readonly CodeLink[],
): StandingCombination | undefined {
  const link = linkOf(code, costType, links);
  return link && combinations.find(({ id }) => id === link.procoreId);
}

/** Ours by its id, else one with the same codes. */
function standingCombination(
  pair: Pair,
  combinations: readonly StandingCombination[],
  links: readonly CodeLink[],
): StandingCombination | undefined {
  return (
    ourCombination(pair, combinations, links) ??
    combinations.find((one) => one.code === pair.code && one.costType === pair.costType)
  );
}

function linkOf(code: string, costType: string, links: readonly CodeLink[]): CodeLink | undefined {
  return links.find((link) => link.level === 'wbs' && link.code === code && link.costType === costType);
}

function combinationRows(pair: Pair, standing: ProjectStanding, links: readonly CodeLink[]): CodeRow[] {
  const { code, costType, name, live, dead } = pair;
  const link = linkOf(code, costType, links);
  const there = standingCombination(pair, standing.combinations, links);
  const account = (live[0] ?? dead[0])?.account ?? '';
  const row = (act: CodeAct, why: string): CodeRow => ({
    ...{ level: 'wbs', act, code, costType, name, account, procoreId: there?.id ?? null, why },
    erp: JSON.stringify([account, live.length]),
    procore: there === undefined ? '' : JSON.stringify([there.id, there.isActive]),
  });
  if (live.length > 1)
    return [row('refused', `stands for several accounts: ${live.map((one) => one.account).join(', ')}`)];
  if (live.length === 0) {
    if (link === undefined || there?.isActive !== true) return [];
    const uses = standing.uses.get(there.id) ?? ['what uses it could not be read'];
    const reason = dead.map((one) => `${one.account}: ${one.why ?? ''}`).join('; ');
    return [uses.length === 0 ? row('inactivate', reason) : row('listed', `${reason}. It is used: ${uses.join('; ')}`)];
  }
  if (!standing.costTypes.includes(costType)) {
    return [row('listed', `Procore has no cost type ${costType}`)];
  }
  if (there === undefined) {
    return [link === undefined ? row('create', '') : row('drift', 'it is gone in Procore, and is not made again')];
  }
  if (!there.isActive) {
    return [link?.inactivated === true ? row('activate', '') : row('drift', 'is inactive in Procore, and not by us')];
  }
  if (link === undefined) return [row('adopt', '')];
  return link.account === account ? [] : [row('adopt', `stood for ${link.account}`)];
}

/** Of what has no line yet; what is to be made first gets its line in the same run. */
function budgetRows(
  usable: readonly Pair[],
  { budget, combinations }: ProjectStanding,
  links: readonly CodeLink[],
): CodeRow[] {
  if (budget === null) return [];
  const rows = usable.flatMap((pair): CodeRow[] => {
    const { code, costType, name, live } = pair;
    const there = standingCombination(pair, combinations, links);
    if (there !== undefined && (!there.isActive || budget.rows.includes(there.id))) return [];
    const account = live[0]?.account ?? '';
    return [
      {
        ...{ level: 'budget', act: 'create', code, costType, name, account, procoreId: there?.id ?? null },
        ...{ why: 'a budget line of 0.00', erp: account, procore: '' },
      },
    ];
  });
  if (!budget.locked || rows.length === 0) return rows;
  return [{ ...whole('its budget is locked', `${String(rows.length)} codes get no line`), level: 'budget' }];
}

function whole(why: string, more: string): CodeRow {
  return {
    ...{ level: 'project', act: 'listed', code: '', costType: '', name: '', account: '', procoreId: null },
    ...{ why: `${why}: ${more}`, erp: '', procore: '' },
  };
}
