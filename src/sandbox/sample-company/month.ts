/** A calendar month; `index` counts months since year 0, so that neighbours differ by one across a year's end. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

const two = (value: number) => String(value).padStart(2, '0');

export function monthOf(day: string): Month {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const month = Number(match?.[2]);
  const found = { year: Number(match?.[1]), month };
  if (match === null || month < 1 || month > 12 || Number(match[3]) < 1 || Number(match[3]) > daysIn(found)) {
    throw new Error(`"${day}" is not a day such as 2026-10-31`);
  }
  return found;
}

export function plusMonths(start: Month, count: number): Month {
  const index = start.year * 12 + start.month - 1 + count;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

function daysIn({ year, month }: Month): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `2026-10-31`; a day past the end of the month is its last. */
export function dayOf(month: Month, day: number): string {
  return `${month.year}-${two(month.month)}-${two(Math.min(day, daysIn(month)))}`;
}

export const firstDay = (month: Month) => dayOf(month, 1);
export const lastDay = (month: Month) => dayOf(month, 31);
export const monthName = (month: Month) => `${month.year}-${two(month.month)}`;

/** `20261031`, as AIS shows dates. */
export const compact = (day: string) => day.replaceAll('-', '');

/** `10/01/26`, as the form G702 shows dates. */
export const american = (day: string) => `${day.slice(5, 7)}/${day.slice(8, 10)}/${day.slice(2, 4)}`;

/** Two days written alike compare as texts. */
export const earlier = (one: string, other: string) => (one < other ? one : other);
