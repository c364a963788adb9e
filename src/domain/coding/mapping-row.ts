export const mappingColumns = [
  'project',
  'sub_job',
  'cost_code',
  'cost_type',
  'business_unit',
  'object',
  'subsidiary',
  'subledger',
  'subledger_type',
] as const;

export type MappingColumn = (typeof mappingColumns)[number];

/** One row of a mapping. The first four are patterns, the others templates. */
export interface MappingRow {
  /** Where it stands in its file; for rows set one by one, any number that tells them apart. */
  readonly line: number;
  /** The project number, `id:<id>`, or a pattern: `44*`, `*`. */
  readonly project: string;
  /** Empty: lines without a sub job. `*`: with or without. */
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  readonly businessUnit: string;
  readonly object: string;
  readonly subsidiary: string;
  readonly subledger: string;
  readonly subledgerType: string;
}

/** What a template may refer to. */
export const placeholders = ['project', 'subJob', 'costCode', 'costCodeDigits', 'costType'] as const;
export type Placeholder = (typeof placeholders)[number];

/** The ERP's column lengths (JDE: MCU 12, OBJ 6, SUB 8, SBL 8, SBLT 1). */
export const templateLengths = {
  businessUnit: 12,
  object: 6,
  subsidiary: 8,
  subledger: 8,
  subledgerType: 1,
} as const;
