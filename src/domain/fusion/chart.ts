import { z } from 'zod';
import type { Chart, ChartSegment } from '../coding/chart';

const attribute = /^[A-Za-z_][A-Za-z0-9_]{0,79}$/;

const segmentSchema = z.strictObject({
  /** As accountCombinationsLOV names the segment in this chart: `entity`, `account`, `future1`. */
  name: z.string().regex(attribute, 'an attribute of accountCombinationsLOV, e.g. costCenter'),
  maxLength: z.int().min(1).max(150).default(25),
  /** Taken where a mapping says nothing: `000` of a segment that is not used. Leading zeros count. */
  default: z.string().min(1).optional(),
});

/** The chart of accounts as the ledger has it, its segments in their order. `connection check` shows what Fusion has. */
export const fusionChartSchema = z
  .strictObject(
    {
      /** The structure instance number, as `_CHART_OF_ACCOUNTS_ID` of combinations says it. */
      id: z
        .string({ error: () => 'required: the structure instance number of the chart, e.g. "5237"' })
        .regex(/^\d{1,18}$/),
      /** Between the segments of a printed account: - or . mostly. */
      separator: z.string({ error: () => 'required: what stands between segments, - or .' }).length(1),
      segments: z
        .array(segmentSchema)
        .min(2, 'the segments of the chart in their order, e.g. {"name": "entity"}')
        .max(30),
      /** By whose values journals must balance: the company. */
      balancing: z.string({ error: () => 'required: the name of the balancing segment' }),
      naturalAccount: z.string({ error: () => 'required: the name of the natural account segment' }),
      costCenter: z.string().optional(),
    },
    { error: () => 'required: the chart of accounts, {"id", "separator", "segments", "balancing", "naturalAccount"}' },
  )
  .superRefine(({ segments, balancing, naturalAccount, costCenter }, context) => {
    const names = segments.map(({ name }) => name);
    const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (new Set(names).size < names.length) fault('segments', 'a segment stands there twice');
    for (const [path, name] of Object.entries({ balancing, naturalAccount, costCenter })) {
      if (name !== undefined && !names.includes(name)) fault(path, `is none of the segments ${names.join(', ')}`);
    }
  });

export type FusionChartSettings = Readonly<z.infer<typeof fusionChartSchema>>;

/** A chart of Fusion: all its segments together name a combination, in their order. */
export function fusionChart({ segments, separator }: FusionChartSettings): Chart {
  return {
    segments: segments.map(({ name, maxLength, default: given }): ChartSegment => ({
      name,
      column: columnOf(name),
      maxLength,
      required: given === undefined,
    })),
    separator,
    print: (given) => segments.map(({ name, default: usual = '' }) => given[name] ?? usual).join(separator),
    parse: (text) => {
      const values = text.split(separator).map((value) => value.trim());
      if (values.length !== segments.length || values.includes('')) {
        const form = segments.map(({ name }) => columnOf(name).toUpperCase()).join(separator);
        throw new RangeError(`account "${text}": expected ${form}`);
      }
      return Object.fromEntries(segments.map(({ name }, index) => [name, values[index] ?? '']));
    },
  };
}

/** The value of the balancing segment of a printed account: the company that it belongs to. */
export function balancingValue(chart: FusionChartSettings, account: string): string {
  return fusionChart(chart).parse(account)[chart.balancing] ?? '';
}

/** The account with another value of the balancing segment. */
export function inCompany(chart: FusionChartSettings, account: string, company: string): string {
  return withSegment(chart, account, chart.balancing, company);
}

/** The account with another natural account, all else as it is. */
export function withNaturalAccount(chart: FusionChartSettings, account: string, value: string): string {
  return withSegment(chart, account, chart.naturalAccount, value);
}

function withSegment(chart: FusionChartSettings, account: string, segment: string, value: string): string {
  const own = fusionChart(chart);
  return own.print({ ...own.parse(account), [segment]: value });
}

/** `costCenter` is `cost_center` in a mapping file. */
/** What a mapping calls its own; a segment of that name is called otherwise there. */
const ofMapping = ['project', 'sub_job', 'cost_code', 'cost_type'];

function columnOf(name: string): string {
  const column = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/^_+/, '')
    .toLowerCase();
  return ofMapping.includes(column) ? `segment_${column}` : column;
}
