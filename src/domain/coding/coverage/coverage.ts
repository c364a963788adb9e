import { isZero, plus } from '../../money/money';
import type { Chart, Segments } from '../chart';
import type { MappingRow } from '../mapping-row';
import { resolveCoding, type CompiledMapping } from '../resolve-coding';
import { codeText, type SegmentCodes } from '../segment-codes';
import { moneyKinds, type CodeUse, type MoneyKind } from './code-use';

/** Amounts by currency, in the order of its code; `''`: the project's own, which is not told. */
export type Sums = readonly { readonly currency: string; readonly amount: string }[];

export interface CoveredProject {
  readonly id: string;
  readonly number: string | null;
}

/** A code of a project, whether it has an account, and what stands behind it. */
export interface CodeCoverage {
  readonly codes: SegmentCodes;
  readonly name: string | null;
  readonly money: Readonly<Record<MoneyKind, Sums>>;
  /** Null: it has no account. */
  readonly mapped: {
    readonly target: Segments;
    /** Of the row that decides. */
    readonly line: number;
    readonly isGenerated: boolean;
  } | null;
  /** Why there is no account; null where there is one. */
  readonly why: string | null;
}

interface Gathered {
  codes: SegmentCodes;
  name: string | null;
  uses: CodeUse[];
}

/**
 * By code of one project, in the order of the codes. Two combinations of one text, of which one has an account by its id, count as
 * without one, with the money of the other alone. What does not say its code whole is left out: `unsettledOf` has it.
 */
export function coverage(
  project: CoveredProject,
  uses: readonly CodeUse[],
  {
    mapping,
    rows,
    chart,
  }: { readonly mapping: CompiledMapping; readonly rows: readonly MappingRow[]; readonly chart: Chart },
): CodeCoverage[] {
  const generated = new Set(rows.filter((row) => row.generated === true).map((row) => row.line));
  const resolve = (codes: SegmentCodes) =>
    resolveCoding(mapping, { projectId: project.id, projectNumber: project.number, ...codes }, chart);
  const byCode = new Map<string, Gathered>();
  for (const use of uses) {
    if (use.codes === null) continue;
    const text = codeText(use.codes);
    const sofar = byCode.get(text) ?? { codes: use.codes, name: null, uses: [] };
    sofar.name ??= use.name;
    sofar.uses.push(use);
    byCode.set(text, sofar);
  }
  return [...byCode.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { codes, name, uses: ofCode }]): CodeCoverage => {
      const found = ofCode.map((use) => ({ use, coding: use.codes === null ? null : resolve(use.codes) }));
      const open = found.filter(({ coding }) => coding === null || coding.misfit !== null);
      const [first] = open.length === 0 ? found : open;
      const coding = first?.coding ?? null;
      const isMapped = open.length === 0 && coding !== null;
      return {
        codes: first?.use.codes ?? codes,
        name,
        money: moneyOf((isMapped ? found : open).map(({ use }) => use)),
        mapped: isMapped ? { target: coding.target, line: coding.line, isGenerated: generated.has(coding.line) } : null,
        why: isMapped
          ? null
          : coding === null
            ? 'no row of the mapping covers it'
            : `row ${coding.line} leads to no possible account: ${coding.misfit ?? ''}`,
      };
    });
}

/** What is used under a code that Procore does not say whole. */
export function unsettledOf(uses: readonly CodeUse[]): {
  readonly count: number;
  readonly money: CodeCoverage['money'];
} {
  const unsettled = uses.filter(({ codes }) => codes === null);
  return { count: unsettled.length, money: moneyOf(unsettled) };
}

export function moneyOf(uses: readonly Pick<CodeUse, 'kind' | 'amount' | 'currency'>[]): CodeCoverage['money'] {
  const of = (kind: MoneyKind): Sums => sumsOf(uses.filter((use) => use.kind === kind));
  return Object.fromEntries(moneyKinds.map((kind) => [kind, of(kind)])) as CodeCoverage['money'];
}

/** By currency; what comes to 0 is left out. */
export function sumsOf(amounts: readonly { readonly currency: string; readonly amount: string }[]): Sums {
  const sums = new Map<string, string>();
  for (const { currency, amount } of amounts) sums.set(currency, plus(sums.get(currency) ?? '0', amount));
  return [...sums.entries()]
    .filter(([, amount]) => !isZero(amount))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount }));
}
