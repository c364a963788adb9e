import { cadenceSchema, type Cadence } from '../../config/cadence';
import { cadenceFault } from '../../config/cadence-fault';
import { feedNames, type FeedName } from '../../config/feed-names';
import { badInput, ActionError } from '../action-error';

/** As they are written on a command line. */
export interface CadenceOptions {
  readonly every?: string;
  readonly offset?: string;
  readonly cron?: string;
  /** `06:00-20:00`. */
  readonly daily?: string;
  /** `monday,friday`. */
  readonly on?: string;
  readonly endOfWeek?: string;
  /** `2026-12-24,2026-12-31`. */
  readonly dates?: string;
  readonly billingPeriod?: string;
  readonly fiscalPeriod?: boolean;
  readonly offsetDays?: string;
  readonly at?: string;
  readonly timeZone?: string;
}

type Option = keyof CadenceOptions;

/** Each form with the options that make it one, the first that is given, and those that go with it. */
const forms: readonly { readonly by: readonly Option[]; readonly with: readonly Option[] }[] = [
  { by: ['cron'], with: ['timeZone'] },
  { by: ['daily'], with: ['every', 'on', 'timeZone'] },
  { by: ['endOfWeek'], with: ['at', 'timeZone'] },
  { by: ['dates', 'billingPeriod'], with: ['offsetDays', 'at', 'timeZone'] },
  { by: ['fiscalPeriod'], with: ['offsetDays', 'at', 'timeZone'] },
  { by: ['every'], with: ['offset'] },
];

/** Null when no option was given. */
export function parseCadence(options: CadenceOptions): Cadence | null {
  const given = Object.keys(options).filter((name) => options[name as Option] !== undefined) as Option[];
  if (given.length === 0) return null;
  const form = forms.find(({ by }) => by.some((name) => given.includes(name)));
  if (form === undefined)
    throw badInput('cadence', [`${namesOf(given)}: say of what: ${namesOf(forms.flatMap(({ by }) => by))}`]);
  const others = given.filter((name) => !form.by.includes(name) && !form.with.includes(name));
  if (others.length > 0) {
    const further = form.with.length === 0 ? '' : `; with it goes ${namesOf(form.with)}`;
    throw badInput('cadence', [`${namesOf(others)}: not together with ${namesOf(form.by)}${further}`]);
  }
  const parsed = cadenceSchema.safeParse(written(options));
  if (!parsed.success)
    throw badInput(
      'cadence',
      parsed.error.issues.map((issue) => faultOf(issue, options)),
    );
  const fault = cadenceFault(parsed.data);
  if (fault !== null) throw badInput('cadence', [fault]);
  return parsed.data;
}

/** As connection.json would have it; what is missing is left to the schema to name. */
function written(options: CadenceOptions): unknown {
  const { every, offset, cron, daily, on, endOfWeek, dates, billingPeriod, fiscalPeriod, at, timeZone } = options;
  const offsetDays = options.offsetDays === undefined ? undefined : wholeNumber(options.offsetDays);
  const zone = timeZone === undefined ? {} : { timeZone };
  if (cron !== undefined) return { cron, ...zone };
  if (daily !== undefined) {
    const [from, to] = daily.split('-');
    return { daily: { from, to, every, ...(on === undefined ? {} : { on: listOf(on) }) }, ...zone };
  }
  if (endOfWeek !== undefined) return { endOfWeek: { day: endOfWeek, at }, ...zone };
  const days = offsetDays === undefined ? {} : { offsetDays };
  if (fiscalPeriod === true) return { fiscalPeriod: { offsetDays: 0, ...days, at }, ...zone };
  if (dates === undefined && billingPeriod === undefined) return { every, ...(offset === undefined ? {} : { offset }) };
  return {
    milestones: {
      ...(dates === undefined ? {} : { dates: listOf(dates) }),
      ...(billingPeriod === undefined ? {} : { billingPeriods: billingPeriod }),
      ...days,
      at,
    },
    ...zone,
  };
}

/** Which option is at fault, and what would be right. */
function faultOf(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string },
  options: CadenceOptions,
): string {
  const [said = '', ...rest] = issue.message.split(': ');
  const place = issue.path.length > 0 ? issue.path.map(String) : said.split('.');
  const text = issue.path.length > 0 ? issue.message : rest.join(': ');
  const option = place.map((member) => optionOf[member]).findLast((found) => found !== undefined);
  if (option === undefined) return issue.message;
  const value = options[option];
  return `--${dashed(option)}${typeof value === 'string' ? ` "${value}"` : ''}: ${text}`;
}

/** By the member of the schema that it fills. */
const optionOf: Readonly<Record<string, Option>> = {
  ...{ every: 'every', offset: 'offset', cron: 'cron', timeZone: 'timeZone', at: 'at', offsetDays: 'offsetDays' },
  ...{ from: 'daily', to: 'daily', on: 'on', day: 'endOfWeek', dates: 'dates', billingPeriods: 'billingPeriod' },
};

function wholeNumber(text: string): number | string {
  return /^[+-]?\d{1,4}$/.test(text) ? Number(text) : text;
}

function listOf(text: string): readonly string[] {
  return text.split(',').map((one) => one.trim());
}

function namesOf(options: readonly Option[]): string {
  return options.map((name) => `--${dashed(name)}`).join(', ');
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function parseFeedName(text: string): FeedName {
  const found = feedNames.find((name) => name === text);
  if (found !== undefined) return found;
  throw new ActionError('badInput', `--feed "${text}": one of ${feedNames.join(', ')}`);
}
