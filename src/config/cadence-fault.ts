import type { Cadence } from './cadence';

const secondsOf = { s: 1, m: 60, h: 3_600 } as const;
const shortest = 60;
const longest = 366 * 86_400;

/** Why a cadence cannot be meant; null: it can. Asked when one is set: what was stored before stays as it is. */
export function cadenceFault(cadence: Cadence): string | null {
  if ('daily' in cadence) {
    const { from, to } = cadence.daily;
    return from <= to ? null : `daily from ${from} to ${to}: the first time is later than the last`;
  }
  if ('milestones' in cadence) {
    const { dates = [], billingPeriods } = cadence.milestones;
    return dates.length > 0 || billingPeriods !== undefined
      ? null
      : 'milestones without a date: name "dates", or "billingPeriods" end or due';
  }
  if (!('every' in cadence)) return null;
  const every = seconds(cadence.every);
  if (every < shortest)
    return `every ${cadence.every} is too often: at least 1m, since each poll takes calls of the quota`;
  if (every > longest) return `every ${cadence.every} is more than a year`;
  if (cadence.offset !== undefined && seconds(cadence.offset) >= every) {
    return `offset ${cadence.offset} is not shorter than the interval of ${cadence.every}`;
  }
  return null;
}

function seconds(text: string): number {
  return Number(text.slice(0, -1)) * secondsOf[text.slice(-1) as keyof typeof secondsOf];
}
