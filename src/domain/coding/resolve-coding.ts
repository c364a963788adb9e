import type { Chart, Segments } from './chart';
import type { MappingRow, Placeholder } from './mapping-row';

/** One level of the index per pattern column. `prefixes` holds `03-*` under `03-` and `*` under the empty prefix. */
interface Level<Next> {
  readonly exact: Map<string, Next>;
  readonly prefixes: Map<string, Next>;
}
type CostTypeLevel = Level<MappingRow>;
type CostCodeLevel = Level<CostTypeLevel>;
type SubJobLevel = Level<CostCodeLevel>;

/** A mapping made ready for lookups: their cost depends on the lengths of the codes, not on the number of rows. */
export interface CompiledMapping {
  readonly projects: Level<SubJobLevel>;
  /** Of generated rows: they only fill gaps, however specific they are. */
  readonly generated: Level<SubJobLevel>;
  /** Generated rows by the id of their combination in Procore. */
  readonly byWbsCode: ReadonlyMap<string, MappingRow>;
}

export interface CodingKey {
  readonly projectId: string;
  /** Null when Procore's project has no number. */
  readonly projectNumber: string | null;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  /** Of the combination in Procore; absent: not given. */
  readonly wbsCodeId?: string;
}

export interface ResolvedCoding {
  /** The account, by the segments of the chart that are filled. */
  readonly target: Segments;
  /** Line of the row that decided. */
  readonly line: number;
  /** Why the account cannot be one of the ERP's: a part is empty or too long. Null when it fits. */
  readonly misfit: string | null;
}

export function compileMapping(rows: readonly MappingRow[]): CompiledMapping {
  const projects: Level<SubJobLevel> = level();
  const generated: Level<SubJobLevel> = level();
  const byWbsCode = new Map<string, MappingRow>();
  for (const row of rows) {
    if (row.generated === true && row.wbsCodeId !== undefined) byWbsCode.set(row.wbsCodeId, row);
    const subJobs = branch(row.generated === true ? generated : projects, row.project);
    const costCodes = branch(subJobs, row.subJob);
    const costTypes = branch(costCodes, row.costCode);
    const [map, key] = slot(costTypes, row.costType);
    map.set(key, row);
  }
  return { projects, generated, byWbsCode };
}

/**
 * The most specific row: exact, then the longer prefix, then `*`, column by column from the left; of people first. A generated row is
 * found by the id of its combination, whatever that is called now; by its codes only where one of the two has no id.
 */
export function resolveCoding(mapping: CompiledMapping, key: CodingKey, chart: Chart): ResolvedCoding | null {
  const ofPeople = rowIn(mapping.projects, key);
  const row = ofPeople ?? mapping.byWbsCode.get(key.wbsCodeId ?? '') ?? otherwiseUnknown(mapping.generated, key);
  return row === null ? null : fillIn(row, key, chart);
}

/** A code that was given another's text stays another. */
function otherwiseUnknown(generated: Level<SubJobLevel>, key: CodingKey): MappingRow | null {
  const row = rowIn(generated, key);
  return row?.wbsCodeId === undefined || key.wbsCodeId === undefined ? row : null;
}

function rowIn(of: Level<SubJobLevel>, key: CodingKey): MappingRow | null {
  const projects = [`id:${key.projectId}`, ...(key.projectNumber === null ? [] : [key.projectNumber])];
  for (const subJobs of matching(of, projects, key.projectNumber ?? '')) {
    for (const costCodes of matching(subJobs, [key.subJob], key.subJob)) {
      for (const costTypes of matching(costCodes, [key.costCode], key.costCode)) {
        for (const row of matching(costTypes, [key.costType], key.costType)) return row;
      }
    }
  }
  return null;
}

function fillIn({ target, line }: MappingRow, key: CodingKey, chart: Chart): ResolvedCoding {
  const values: Readonly<Record<Placeholder, string>> = {
    project: key.projectNumber ?? '',
    subJob: key.subJob,
    costCode: key.costCode,
    costCodeDigits: key.costCode.replace(/\D/g, ''),
    costType: key.costType,
  };
  const fill = (template: string): string =>
    template.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => values[name as Placeholder]).trim();
  const filled = Object.entries(target).map(([name, template]) => [name, fill(template)] as const);
  return {
    target: Object.fromEntries(filled.filter(([, value]) => value !== '')),
    line,
    misfit: misfitOf(target, Object.fromEntries(filled), chart),
  };
}

/** Why an account cannot be one: `filled` is what its templates come to. Null: it can. */
export function misfitOf(target: Segments, filled: Segments, { segments, separator }: Chart): string | null {
  for (const { name, maxLength } of segments) {
    const value = filled[name] ?? '';
    if (value.length > maxLength)
      return `${name} "${value}" has ${value.length} characters; the ERP takes ${maxLength}`;
    if (/\s/.test(value) || value.includes(separator)) return `${name} "${value}" contains a blank or a "${separator}"`;
    // An empty part would name another account that may well exist: 4411.1340 for 4411.1340.26010.
    const template = target[name] ?? '';
    if (value === '' && template !== '') return `${name} "${template}" comes out empty`;
  }
  return null;
}

function level<Next>(): Level<Next> {
  return { exact: new Map(), prefixes: new Map() };
}

function slot<Next>(of: Level<Next>, pattern: string): [Map<string, Next>, string] {
  return pattern.endsWith('*') ? [of.prefixes, pattern.slice(0, -1)] : [of.exact, pattern];
}

function branch<Next>(of: Level<Level<Next>>, pattern: string): Level<Next> {
  const [map, key] = slot(of, pattern);
  const there = map.get(key);
  if (there) return there;
  const made: Level<Next> = level();
  map.set(key, made);
  return made;
}

/** What a value leads to, the most specific first. */
function* matching<Next>(of: Level<Next>, exact: readonly string[], value: string): Generator<Next> {
  for (const name of exact) {
    const next = of.exact.get(name);
    if (next !== undefined) yield next;
  }
  if (of.prefixes.size === 0) return;
  for (let length = value.length; length >= 0; length -= 1) {
    const next = of.prefixes.get(value.slice(0, length));
    if (next !== undefined) yield next;
  }
}
