import type { CodedAccount } from '../coding/cost-codes/coded-account';
import { fusionChart, type FusionChartSettings } from './chart';
import type { FusionCostCodes } from './cost-code-settings';
import { isOver, type Combination } from './facts';

/** A combination with what a rule asks of it. */
export interface RuledCombination extends Combination {
  readonly accountType: string;
}

/** One value of a segment. Dates are `YYYY-MM-DD`. */
export interface SegmentValue {
  readonly value: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly summary: boolean;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** The accounts that belong, as cost codes. Summary accounts and values never become codes. */
export function codedAccounts(
  rule: FusionCostCodes,
  chart: FusionChartSettings,
  read: { readonly combinations: readonly RuledCombination[]; readonly values: readonly SegmentValue[] },
  today: string,
): readonly CodedAccount[] {
  const accounts = fusionChart(chart);
  const values = new Map(read.values.map((value) => [value.value, value]));
  const types = rule.accountTypes as readonly string[];
  return read.combinations.flatMap((one): CodedAccount[] => {
    if (one.summary || !types.includes(one.accountType)) return [];
    const segments = accounts.parse(one.account);
    const code = segments[rule.codeSegment] ?? '';
    const value = values.get(code);
    if (value?.summary === true) return [];
    return [
      {
        account: one.account,
        segments,
        project: keyOf(rule, (name) => segments[name] ?? ''),
        code,
        name: value === undefined ? null : value.description || code,
        costType: costTypeOf(rule, segments[rule.typeSegment ?? chart.naturalAccount] ?? ''),
        why: whyNotLive(one, value, today),
      },
    ];
  });
}

/** Ranges compare texts of equal length: `0099` is in no range of five characters. */
function costTypeOf({ costTypes }: FusionCostCodes, value: string): string | null {
  const range = costTypes.find(({ from, to }) => from.length === value.length && from <= value && value <= to);
  return range?.type ?? null;
}

function whyNotLive(one: Combination, value: SegmentValue | undefined, today: string): string | null {
  if (!one.enabled) return 'disabled';
  if (!one.detailPosting) return 'does not allow detail posting';
  if (value?.enabled === false) return `the value ${value.value} is disabled`;
  for (const { startDate, endDate } of value === undefined ? [one] : [one, value]) {
    if (startDate !== null && startDate > today) return `begins on ${startDate}`;
    if (isOver(endDate, today)) return `ended on ${endDate ?? ''}`;
  }
  return null;
}

/** What fixes a project's accounts; null where the template asks for a number that the project does not have. */
export function projectKeyOf(rule: FusionCostCodes, { number }: { readonly number: string }): string | null {
  const own = Object.hasOwn(rule.projects, number) ? rule.projects[number] : undefined;
  const fixed = own ?? rule.projectSegments;
  const asksForNumber = Object.values(fixed).some((template) => template.includes('{project}'));
  if (asksForNumber && number === '') return null;
  return keyOf(rule, (name) => (fixed[name] ?? '').replaceAll('{project}', number));
}

function keyOf({ projectSegments }: FusionCostCodes, valueOf: (name: string) => string): string {
  return JSON.stringify(Object.keys(projectSegments).map((name) => [name, valueOf(name)]));
}
