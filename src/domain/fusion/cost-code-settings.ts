import { z } from 'zod';
import type { FusionChartSettings } from './chart';

const named = (what: string) => z.string({ error: () => `required: ${what}` }).min(1);

const rangeSchema = z
  .strictObject(
    {
      from: named('the first value of the range, e.g. "60000"'),
      to: named('the last value of the range, e.g. "60999"'),
      /** Code of a line item type that Procore has. */
      type: named('the code of a cost type (line item type) in Procore, e.g. "L"'),
    },
    { error: () => 'each is {"from": "60000", "to": "60999", "type": "L"}' },
  )
  .refine(({ from, to }) => from.length === to.length && from <= to, {
    error: 'from and to must be texts of equal length, from not after to: values are compared as texts',
  });

/** Segment values by segment: what fixes a project. */
const fixedSchema = z.record(z.string().min(1), z.string().min(1));

/** How combinations become cost codes; without it none do. */
export const fusionCostCodesSchema = z.strictObject({
  codeSegment: named('the segment whose values are the cost codes, by its name in fusion.chart.segments'),
  /** The set of that segment's values: their descriptions are the names of the codes. */
  valueSet: named('the ValueSetCode of the values of codeSegment'),
  /** Which accounts belong: A asset, L liability, O owner's equity, R revenue, E expense. */
  accountTypes: z
    .array(z.enum(['A', 'L', 'O', 'R', 'E']), {
      error: () => `required: which accounts belong, e.g. ["E"]; there are A, L, O, R, E`,
    })
    .min(1, 'at least one of A, L, O, R, E'),
  /** Whose values are in the ranges of `costTypes`; the natural account unless said otherwise. */
  typeSegment: z.string().min(1).optional(),
  costTypes: z
    .array(rangeSchema, {
      error: () => 'required: value ranges of typeSegment and their cost types, [{"from", "to", "type"}, ...]',
    })
    .min(1, 'at least one range of values with its cost type'),
  /** How many characters of a value its parents have, outermost first: `[2]` puts `02300` under `02`. None: codes are flat. */
  parentLengths: z.array(z.int().positive()).default([]),
  /** The segment whose values are codes of sub jobs in Procore, and its value for accounts of the project itself. */
  subJobs: z
    .strictObject({
      segment: named('the segment whose values are the sub jobs, by its name in fusion.chart.segments'),
      none: named('the value of that segment that means no sub job, e.g. "000"'),
    })
    .optional(),
  /** A template by segment: `{project}` is the number of the project in Procore. */
  projectSegments: fixedSchema.refine((fixed) => Object.keys(fixed).length > 0, {
    error: 'required: the segments that fix a project, e.g. {"entity": "101", "costCenter": "{project}"}',
  }),
  /** Of projects that the templates do not fit, by number. */
  projects: z.record(z.string().min(1), fixedSchema).default({}),
  standardList: named("the name of the standard cost code list in Procore that is this connection's own"),
  /** Numbers of projects in which each code gets a budget line of 0, so that the budget can be set up. */
  budgetLines: z.array(z.string().min(1)).default([]),
});

export type FusionCostCodes = Readonly<z.infer<typeof fusionCostCodesSchema>>;

/** What is wrong with the rule beside the chart, each with its place. */
export function costCodeFaults(rule: FusionCostCodes, { segments }: FusionChartSettings): readonly string[] {
  const faults: string[] = [];
  const names = segments.map(({ name }) => name);
  const must = (path: string, name: string): void => {
    if (!names.includes(name)) faults.push(`fusion.costCodes.${path}: "${name}" is none of ${names.join(', ')}`);
  };
  must('codeSegment', rule.codeSegment);
  if (rule.typeSegment !== undefined) must('typeSegment', rule.typeSegment);
  if (rule.subJobs !== undefined) must('subJobs.segment', rule.subJobs.segment);
  const fixed = Object.keys(rule.projectSegments);
  for (const name of fixed) must('projectSegments', name);
  for (const [project, own] of Object.entries(rule.projects)) {
    if (Object.keys(own).sort().join() !== [...fixed].sort().join()) {
      faults.push(`fusion.costCodes.projects.${project}: must name the segments ${fixed.join(', ')} and no others`);
    }
  }
  if (fixed.includes(rule.codeSegment)) {
    faults.push(`fusion.costCodes.projectSegments: ${rule.codeSegment} cannot fix the project and be the code`);
  }
  if (rule.subJobs !== undefined && [...fixed, rule.codeSegment].includes(rule.subJobs.segment)) {
    faults.push(
      `fusion.costCodes.subJobs: ${rule.subJobs.segment} cannot be the sub job and the code, or fix the project`,
    );
  }
  if (rule.parentLengths.some((length, index) => index > 0 && length <= (rule.parentLengths[index - 1] ?? 0))) {
    faults.push('fusion.costCodes.parentLengths: each must be longer than the one before it');
  }
  rule.costTypes.forEach(({ from, to }, index) => {
    const other = rule.costTypes
      .slice(0, index)
      .find((one) => one.from.length === from.length && one.from <= to && from <= one.to);
    if (other !== undefined) {
      faults.push(`fusion.costCodes.costTypes.${String(index)}: meets the range ${other.from} to ${other.to}`);
    }
  });
  return faults;
}
