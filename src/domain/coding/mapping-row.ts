import type { Chart, Segments } from './chart';

/** The columns that say which lines a row is for. */
export const patternColumns = ['project', 'sub_job', 'cost_code', 'cost_type'] as const;
export type PatternColumn = (typeof patternColumns)[number];

/** One row of a mapping: four patterns, and the account to which the lines that match go. */
export interface MappingRow {
  /** Where it stands in its file; for rows set one by one, any number that tells them apart. */
  readonly line: number;
  /** The project number, `id:<id>`, or a pattern: `44*`, `*`. */
  readonly project: string;
  /** Empty: lines without a sub job. `*`: with or without. */
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  /** A template for each segment of the connection's chart that is filled: `{project}`, `1340`. */
  readonly target: Segments;
  /** Made when accounts became cost codes; absent: a person gave it. */
  readonly generated?: true;
  /** Of a generated row: its combination in Procore, whatever the code is called there now. Absent: not known. */
  readonly wbsCodeId?: string;
}

/** What a template may refer to. */
export const placeholders = ['project', 'subJob', 'costCode', 'costCodeDigits', 'costType'] as const;
export type Placeholder = (typeof placeholders)[number];

/** The header of a mapping file: the patterns, then the segments of the chart. */
export function mappingColumns(chart: Chart): readonly string[] {
  return [...patternColumns, ...chart.segments.map(({ column }) => column)];
}
