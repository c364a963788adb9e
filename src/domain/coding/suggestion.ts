import { distance } from 'fastest-levenshtein';
import { plainWords } from '../vendor/matching/normal-name';
import type { Chart, Segments } from './chart';
import { misfitOf, type CodingKey } from './resolve-coding';
import { codeText } from './segment-codes';

/** A code that has an account. */
export interface KnownCode extends CodingKey {
  readonly name: string | null;
  readonly target: Segments;
  /** Of the row that leads there. */
  readonly line: number;
}

/** A code that has none. */
export interface OpenCode extends CodingKey {
  readonly name: string | null;
}

export interface Suggested {
  readonly target: Segments;
  /** Per cent: how alike the two codes are. */
  readonly score: number;
  /** The code that it is most like. */
  readonly like: KnownCode;
  /** Per cent; `name` null: one of the two has none. */
  readonly by: { readonly code: number; readonly name: number | null };
  /** So many other codes that are alike lead to the same. */
  readonly agreeing: number;
}

/** The best one first; of two that are as good as each other none is chosen. */
export interface Suggestions {
  readonly best: Suggested | null;
  readonly others: readonly Suggested[];
}

const weights = { code: 60, name: 40 };
const mostOthers = 2;

/**
 * Accounts for a code, by what codes like it lead to. Only codes of the same cost type are compared. What of the like code's account
 * is its project, sub job or code becomes that of this one. An account of another project is taken only where it names the project
 * or codes of several projects lead to it: else it may be that project's own job. Nothing is applied.
 */
export function suggest(
  open: OpenCode,
  known: readonly KnownCode[],
  { chart, least }: { readonly chart: Chart; readonly least: number },
): Suggestions {
  const shared = sharedTargets(known, chart);
  const byTarget = new Map<string, Suggested>();
  for (const like of known) {
    if (like.costType !== open.costType) continue;
    const by = alike(open, like);
    const score = by.name === null ? by.code : Math.round((weights.code * by.code + weights.name * by.name) / 100);
    if (score < least) continue;
    const target = carriedOver(like, open);
    const isForeign = like.projectId !== open.projectId;
    if (isForeign && !target.namesProject && !shared.has(printed(like.target, chart))) continue;
    if (misfitOf(target.segments, target.segments, chart) !== null) continue;
    const key = printed(target.segments, chart);
    const sofar = byTarget.get(key);
    const found = { target: target.segments, score, like, by, agreeing: 0 };
    const isBetter = sofar === undefined || isBefore(found, sofar, open);
    byTarget.set(key, { ...(isBetter ? found : sofar), agreeing: sofar === undefined ? 0 : sofar.agreeing + 1 });
  }
  const [first, ...others] = [...byTarget.values()].sort((one, other) => (isBefore(one, other, open) ? -1 : 1));
  if (first === undefined) return { best: null, others: [] };
  const [second] = others;
  const isTie = second?.score === first.score && rank(first, open) === rank(second, open);
  const shown = others.slice(0, mostOthers);
  return isTie ? { best: null, others: [first, ...shown] } : { best: first, others: shown };
}

/** Per cent. A code counts by what it begins with as much as by its letters: `31-23-17` is next to `31-23-16`, `21-23-16` is not. */
function alike(one: OpenCode, other: OpenCode): Suggested['by'] {
  const [a, b] = [one.costCode, other.costCode];
  const code = (ratio(a, b) + leadingShare(a, b)) / 2;
  const names = [one.name, other.name].map((name) => plainWords(name ?? '').join(' '));
  const [left = '', right = ''] = names;
  const name = left === '' || right === '' ? null : ratio(left, right);
  return { code: Math.round(code * 100), name: name === null ? null : Math.round(name * 100) };
}

/** The account of a like code, as it would be of this one. */
function carriedOver(like: KnownCode, open: OpenCode): { readonly segments: Segments; readonly namesProject: boolean } {
  let namesProject = false;
  const segments = Object.entries(like.target).map(([name, value]) => {
    if (value === like.projectNumber && open.projectNumber !== null) {
      namesProject = true;
      return [name, open.projectNumber];
    }
    if (value === like.costCode) return [name, open.costCode];
    if (value === digits(like.costCode)) return [name, digits(open.costCode)];
    return [name, value === like.subJob && open.subJob !== '' ? open.subJob : value];
  });
  return { segments: Object.fromEntries(segments) as Segments, namesProject };
}

/** Accounts to which codes of two projects or more lead. */
function sharedTargets(known: readonly KnownCode[], chart: Chart): ReadonlySet<string> {
  const first = new Map<string, string>();
  const shared = new Set<string>();
  for (const { target, projectId } of known) {
    const key = printed(target, chart);
    const other = first.get(key);
    if (other === undefined) first.set(key, projectId);
    else if (other !== projectId) shared.add(key);
  }
  return shared;
}

/** Of two equally alike, one of the same project and sub job comes first. */
function isBefore(one: Suggested, other: Suggested, open: OpenCode): boolean {
  if (one.score !== other.score) return one.score > other.score;
  const [a, b] = [rank(one, open), rank(other, open)];
  if (a !== b) return a < b;
  return codeText(one.like) < codeText(other.like);
}

function rank({ like }: Suggested, { projectId, subJob }: OpenCode): number {
  return (like.projectId === projectId ? 0 : 2) + (like.subJob === subJob ? 0 : 1);
}

/** All segments, also those that are no part of the printed account. */
function printed(target: Segments, { segments }: Chart): string {
  return JSON.stringify(segments.map(({ name }) => target[name] ?? ''));
}

function digits(code: string): string {
  return code.replace(/\D/g, '');
}

/** 1: the same; 0: nothing in common. */
function ratio(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - distance(one, other) / longest;
}

function leadingShare(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  let at = 0;
  while (at < Math.min(one.length, other.length) && one[at] === other[at]) at += 1;
  return longest === 0 ? 1 : at / longest;
}
