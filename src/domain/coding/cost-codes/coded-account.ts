import type { Segments } from '../chart';

/** An account of the ERP as the rule of a connection makes a cost code of it. */
export interface CodedAccount {
  /** As the chart prints it. */
  readonly account: string;
  readonly segments: Segments;
  /** What fixes its project, as `CostCodeRule.projectKey` writes it. */
  readonly project: string;
  /** Code of the sub job that it is of; `''`: of the project itself. */
  readonly subJob: string;
  /** Exact text: leading zeros count. */
  readonly value: string;
  /** The value as Procore writes the code, with those of its parents: `02-300`. Without parents it is the value. */
  readonly code: string;
  /** What it stands under, outermost first. */
  readonly parents: readonly CodeParent[];
  /** As the ERP describes the value; null: it has no such value. */
  readonly name: string | null;
  /** Code of the line item type; null: no range of the rule has its value. */
  readonly costType: string | null;
  /** Why nothing may be booked on it today; null: it is live. */
  readonly why: string | null;
}

/** A code that groups others: of a value as well, but never of a summary value. */
export interface CodeParent {
  readonly value: string;
  readonly code: string;
  /** Null: no value gives it a name, and `why` says so. */
  readonly name: string | null;
  /** Why none is made of it today; null: it is live. */
  readonly why: string | null;
}

/** How accounts become cost codes on a connection. */
export interface CostCodeRule {
  /** Name of the standard cost code list in Procore that is ours. */
  readonly standardList: string;
  /** What the values come from; begins the `origin_id` of each code. */
  readonly catalogue: string;
  /** Numbers of the projects in which each code gets a budget line of 0. */
  readonly budgetLines: readonly string[];
  /** What fixes this project's accounts; null: the rule says nothing of it. */
  projectKey(project: { readonly id: string; readonly number: string }): string | null;
}

/** Where a code stands: the company's list, a project, a combination with a cost type, the budget. */
export type CodeLevel = 'standard' | 'project' | 'wbs' | 'budget';

/**
 * `adopt` writes nothing: what stands is taken as ours. `refused` and `listed` are for a person; so is `drift`, what somebody changed in
 * Procore: it stays as it is.
 */
export type CodeAct = 'create' | 'rename' | 'adopt' | 'inactivate' | 'activate' | 'refused' | 'listed' | 'drift';

/** One thing that a run would do, or that a person must know. */
export interface CodeRow {
  readonly level: CodeLevel;
  readonly act: CodeAct;
  readonly code: string;
  /** `''` where the row is of a code alone. */
  readonly costType: string;
  readonly name: string;
  /** The account that the combination stands for; `''` where there is none. */
  readonly account: string;
  /** What it concerns in Procore; null: nothing stands yet. */
  readonly procoreId: string | null;
  readonly why: string;
  /** What either side was when this was planned: whoever carries it out compares. */
  readonly erp: string;
  readonly procore: string;
}

/** What we know to be ours in Procore. */
export interface CodeLink {
  readonly level: CodeLevel;
  readonly code: string;
  readonly costType: string;
  readonly procoreId: string;
  /** Our last name; null: it was adopted under a name of its own, which stays. */
  readonly name: string | null;
  /** Of a combination. */
  readonly account: string;
  /** We made it inactive, and nobody else. */
  readonly inactivated: boolean;
}

export function rowKey({ level, code, costType }: Pick<CodeRow, 'level' | 'code' | 'costType'>): string {
  return JSON.stringify([level, code, costType]);
}

const writes: readonly CodeAct[] = ['create', 'rename', 'adopt', 'inactivate', 'activate'];

/** Whether carrying it out changes something, be it only what we know. */
export function isToDo({ act }: Pick<CodeRow, 'act'>): boolean {
  return writes.includes(act);
}

/** A difference that a person accepted, by what either side was then. */
export type AcceptedDrift = Pick<CodeRow, 'level' | 'code' | 'costType' | 'erp' | 'procore'>;

/** What was accepted is listed no longer, until either side is another. */
export function withoutAccepted(rows: readonly CodeRow[], accepted: readonly AcceptedDrift[]): readonly CodeRow[] {
  const known = new Map(accepted.map((one) => [rowKey(one), one]));
  return rows.filter((row) => {
    const one = row.act === 'drift' ? known.get(rowKey(row)) : undefined;
    return one?.erp !== row.erp || one.procore !== row.procore;
  });
}

/** Blanks and case aside. */
export function looseText(code: string): string {
  return code.replace(/\s+/g, '').toLowerCase();
}
