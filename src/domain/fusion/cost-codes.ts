import type { CodedAccount, CodeParent } from '../coding/cost-codes/coded-account';
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
    const text = segments[rule.codeSegment] ?? '';
    const value = values.get(text);
    if (value?.summary === true) return [];
    return [
      {
        account: one.account,
        segments,
        project: keyOf(rule, (name) => segments[name] ?? ''),
        subJob: subJobOf(rule, segments),
        value: text,
        code: codeText(rule, text),
        parents: parentsOf(rule, text).map((parent) => parentOf(rule, parent, values.get(parent), today)),
        name: value === undefined ? null : value.description || text,
        costType: costTypeOf(rule, segments[rule.typeSegment ?? chart.naturalAccount] ?? ''),
        why: whyNotLive(one, value, today),
      },
    ];
  });
}

function subJobOf({ subJobs }: FusionCostCodes, segments: Readonly<Record<string, string>>): string {
  const value = subJobs === undefined ? '' : (segments[subJobs.segment] ?? '');
  return value === subJobs?.none ? '' : value;
}

/** The beginnings of a value that its parents are, outermost first; none as long as the value. */
function parentsOf({ parentLengths }: FusionCostCodes, value: string): readonly string[] {
  return parentLengths.filter((length) => length < value.length).map((length) => value.slice(0, length));
}

/** As Procore writes a code: the parts of its parents and its own, with hyphens. One that stands at a cut is no part. */
function codeText(rule: FusionCostCodes, value: string): string {
  const ends = [...parentsOf(rule, value), value].map(({ length }) => length);
  return ends.map((end, index) => value.slice(ends[index - 1] ?? 0, end).replace(/^-(?=.)/, '')).join('-');
}

function parentOf(rule: FusionCostCodes, text: string, value: SegmentValue | undefined, today: string): CodeParent {
  const parent = { value: text, code: codeText(rule, text) };
  if (value === undefined) return { ...parent, name: null, why: 'the value set has no such value' };
  if (value.summary) return { ...parent, name: null, why: 'it is a summary value, and those never become codes' };
  return { ...parent, name: value.description || text, why: whyValueNotLive(value, today) };
}

/** Ranges compare texts of equal length: `0099` is in no range of five characters. */
function costTypeOf({ costTypes }: FusionCostCodes, value: string): string | null {
  const range = costTypes.find(({ from, to }) => from.length === value.length && from <= value && value <= to);
  return range?.type ?? null;
}

function whyNotLive(one: Combination, value: SegmentValue | undefined, today: string): string | null {
  if (!one.enabled) return 'disabled';
  if (!one.detailPosting) return 'does not allow detail posting';
  return whyNotOn(one, today) ?? (value === undefined ? null : whyValueNotLive(value, today));
}

function whyValueNotLive(value: SegmentValue, today: string): string | null {
  return value.enabled ? whyNotOn(value, today) : `the value ${value.value} is disabled`;
}

function whyNotOn({ startDate, endDate }: Pick<SegmentValue, 'startDate' | 'endDate'>, today: string): string | null {
  if (startDate !== null && startDate > today) return `begins on ${startDate}`;
  return isOver(endDate, today) ? `ended on ${endDate ?? ''}` : null;
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
