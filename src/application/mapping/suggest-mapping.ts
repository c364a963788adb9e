import type { Chart } from '../../domain/coding/chart';
import { moneyKinds } from '../../domain/coding/coverage/code-use';
import type { CodeCoverage } from '../../domain/coding/coverage/coverage';
import type { MappingRow } from '../../domain/coding/mapping-row';
import { compileMapping, resolveCoding } from '../../domain/coding/resolve-coding';
import { codeText } from '../../domain/coding/segment-codes';
import { suggest, type KnownCode, type Suggested } from '../../domain/coding/suggestion';
import { readableAmount } from '../../domain/money/readable-amount';
import type { Project } from '../../store/connections/projects';
import type { ConnectionContext } from '../context';
import { accountText } from './account-text';
import { mappingCsv, type NotedRow } from './mapping-csv';
import {
  coverageOf,
  presentMapping,
  projectsWanted,
  type CoverageWanted,
  type FoundCoverage,
} from './mapping-coverage';

export interface SuggestWanted extends CoverageWanted {
  /** Per cent; what is less alike is not suggested. */
  readonly least: number;
}

interface SuggestedAccount {
  readonly account: string;
  /** Per cent. */
  readonly score: number;
  /** In words: which code is like it, how much, and where that goes. */
  readonly why: string;
}

/** A code without an account, and what others that are like it lead to. */
interface SuggestionView {
  readonly project: string;
  readonly projectId: string;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  readonly name: string | null;
  readonly money: CodeCoverage['money'];
  /** Null: nothing is alike enough, or two are as alike as each other and lead elsewhere. */
  readonly suggested: SuggestedAccount | null;
  readonly others: readonly SuggestedAccount[];
}

export interface MappingSuggestions {
  readonly version: number;
  readonly suggestions: readonly SuggestionView[];
  /** Those that are suggested, as rows that `mapping import --merge` takes, each with why in a column that is not kept. */
  readonly csv: string;
}

/** Accounts for what has none, by what is mapped already. Nothing is applied: a person imports what he agrees with. */
export async function suggestMapping(context: ConnectionContext, wanted: SuggestWanted): Promise<MappingSuggestions> {
  const present = await presentMapping(context);
  const { chart, rows } = present;
  // What is like a code may stand in any project.
  const all = await coverageOf(context, present, await projectsWanted(context), { ...wanted, fromProcore: false });
  const asked = await projectsWanted(context, wanted.project);
  const open = wanted.fromProcore
    ? await coverageOf(context, present, asked, wanted)
    : all.filter(({ project }) => isOneOf(asked, project));
  const known = knownCodes([...all, ...open], rows, chart);
  const suggestions: SuggestionView[] = [];
  const noted: NotedRow[] = [];
  for (const { project, codes } of open) {
    const number = project.number === '' ? `id:${project.id}` : project.number;
    for (const { codes: key, name, money, mapped } of codes) {
      if (mapped !== null) continue;
      const { subJob, costCode, costType } = key;
      const code = { projectId: project.id, projectNumber: project.number || null, subJob, costCode, costType, name };
      const { best, others } = suggest(code, known, { chart, least: wanted.least });
      const view = {
        ...{ project: number, projectId: project.id, subJob, costCode, costType, name, money },
        suggested: best === null ? null : suggestedView(best, chart),
        others: others.map((one) => suggestedView(one, chart)),
      };
      suggestions.push(view);
      if (best === null || view.suggested === null) continue;
      const row = { line: 0, project: number, subJob, costCode, costType: costType === '' ? '*' : costType };
      noted.push({ ...row, target: best.target, note: `${view.suggested.why}. Behind it: ${moneyText(money)}` });
    }
  }
  return { version: present.version, suggestions, csv: mappingCsv(noted, chart) };
}

function isOneOf(projects: readonly Project[], { id }: Project): boolean {
  return projects.some((project) => project.id === id);
}

/** Codes in use that have an account, and those that rows name exactly although nothing uses them. */
function knownCodes(found: readonly FoundCoverage[], rows: readonly MappingRow[], chart: Chart): KnownCode[] {
  const known = new Map<string, KnownCode>();
  const keep = (code: KnownCode): void => {
    const key = JSON.stringify([code.projectId, codeText(code)]);
    if (!known.has(key)) known.set(key, code);
  };
  for (const { project, codes } of found) {
    for (const { codes: key, name, mapped } of codes) {
      if (mapped === null) continue;
      keep({ projectId: project.id, projectNumber: project.number || null, ...key, name, ...mapped });
    }
  }
  const mapping = compileMapping(rows);
  const projects = new Map(
    found.flatMap(({ project }) => [[project.number, project] as const, [`id:${project.id}`, project] as const]),
  );
  for (const { project: named, subJob, costCode, costType } of rows) {
    const project = projects.get(named);
    if (project === undefined || [subJob, costCode, costType].some((pattern) => pattern.endsWith('*'))) continue;
    const code = { projectId: project.id, projectNumber: project.number || null, subJob, costCode, costType };
    const coding = resolveCoding(mapping, code, chart);
    if (coding === null || coding.misfit !== null) continue;
    keep({ ...code, name: null, target: coding.target, line: coding.line });
  }
  return [...known.values()];
}

function suggestedView({ target, score, like, by, agreeing }: Suggested, chart: Chart): SuggestedAccount {
  const called = like.name === null ? '' : ` "${like.name}"`;
  const project = like.projectNumber ?? `id:${like.projectId}`;
  const alike = by.name === null ? `code ${by.code} %` : `code ${by.code} %, name ${by.name} %`;
  const more = agreeing === 0 ? '' : `; ${agreeing} more that are alike agree`;
  return {
    account: accountText(target, chart),
    score,
    why: `${score} %: like ${codeText(like)}${called} of project ${project} (${alike}), which row ${like.line} leads to ${accountText(like.target, chart)}${more}`,
  };
}

/** `approved 12,000.00 USD, budget 500.00`; what comes to 0 is left out. */
export function moneyText(money: CodeCoverage['money']): string {
  const texts = moneyKinds.flatMap((kind) =>
    money[kind].map(({ currency, amount }) => `${kind} ${readableAmount(amount, currency)}`),
  );
  return texts.length === 0 ? 'nothing yet' : texts.join(', ');
}
