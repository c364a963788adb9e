import { cadenceSchema, type Cadence } from '../../config/connection-settings';
import { cadenceFault } from '../../config/cadence-fault';
import { isCron } from '../../config/is-cron';
import type { FeedName } from '../../store/connections/feeds';
import { badInput, ActionError } from '../action-error';

export interface CadenceOptions {
  readonly every?: string;
  readonly offset?: string;
  readonly cron?: string;
  readonly timeZone?: string;
}

const feedNames: readonly FeedName[] = [
  'requisitions',
  'commitments',
  'changeOrders',
  'purchaseOrders',
  'sweep',
  'standing',
  'erpFacts',
  'projects',
];

/** Null when no option was given. */
export function parseCadence({ every, offset, cron, timeZone }: CadenceOptions): Cadence | null {
  const faults: string[] = [];
  if (every !== undefined && cron !== undefined) faults.push('--every and --cron: only one of the two');
  if (offset !== undefined && every === undefined) faults.push('--offset: only with --every');
  if (timeZone !== undefined && cron === undefined) faults.push('--time-zone: only with --cron');
  for (const [option, value] of [
    ['--every', every],
    ['--offset', offset],
  ] as const) {
    if (value !== undefined && !/^\d+(s|m|h)$/.test(value))
      faults.push(`${option} "${value}": an interval such as 15m`);
  }
  if (every !== undefined && /^0+(s|m|h)$/.test(every)) faults.push(`--every "${every}": must be longer than 0`);
  if (cron !== undefined && !isCron(cron)) {
    faults.push(`--cron "${cron}": five fields (minute hour day month weekday), e.g. "0 6-20 * * 1-5"`);
  }
  if (faults.length > 0) throw badInput('cadence', faults);
  if (every === undefined && cron === undefined) return null;
  const parsed = cadenceSchema.safeParse(
    cron === undefined
      ? { every, ...(offset === undefined ? {} : { offset }) }
      : { cron, ...(timeZone === undefined ? {} : { timeZone }) },
  );
  if (parsed.success) {
    const fault = cadenceFault(parsed.data);
    if (fault !== null) throw badInput('cadence', [fault]);
    return parsed.data;
  }
  throw badInput('cadence', [`--time-zone "${timeZone ?? ''}": an IANA time zone, e.g. America/Chicago`]);
}

export function parseFeedName(text: string): FeedName {
  const found = feedNames.find((name) => name === text);
  if (found !== undefined) return found;
  throw new ActionError('badInput', `--feed "${text}": one of ${feedNames.join(', ')}`);
}
