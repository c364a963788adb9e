/** Date and time as the server of the environment writes them into a row. */
export interface Stamp {
  /** yyyyMMdd */
  readonly date: string;
  /** HHMMSS without leading zeros, as JDE keeps it */
  readonly time: string;
}

export function stampNow(timeZone: string, at = new Date()): Stamp {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return {
    date: `${part('year')}${part('month')}${part('day')}`,
    time: String(Number(`${part('hour')}${part('minute')}${part('second')}`)),
  };
}
