import type { OpenWindow } from '../../../domain/jde/erp-facts';
import { dayAfter } from '../tables/table-dates';

/** One F0008 row: the last days of the periods 1 to 14 of a fiscal year, `''` where a period is not used. */
export interface FiscalYear {
  readonly pattern: string;
  readonly firstDay: string;
  readonly periodEnds: readonly string[];
}

export interface CurrentPeriod {
  readonly pattern: string;
  readonly yearFirstDay: string;
  readonly period: number;
}

/**
 * The current period and the next one, over the year's end if need be (JDE reference 16, 21). That dates outside wait is our
 * rule and stricter than JDE's: it only warns about later ones, and takes earlier ones of the same year where the constant
 * PBCO (F0009) allows it; the prior year never.
 */
export function openWindow(current: CurrentPeriod, years: readonly FiscalYear[]): OpenWindow {
  const ofPattern = years.filter((year) => year.pattern === current.pattern);
  const year = ofPattern.find((candidate) => candidate.firstDay === current.yearFirstDay);
  if (year === undefined) {
    throw new RangeError(
      `date pattern "${current.pattern}" has no fiscal year that begins on ${current.yearFirstDay || '(no date)'}`,
    );
  }
  const ends = periodEnds(year);
  const currentEnd = ends[current.period - 1];
  if (currentEnd === undefined || currentEnd === '') {
    throw new RangeError(
      `period ${String(current.period)} has no last day in pattern "${current.pattern}", year from ${year.firstDay}`,
    );
  }
  const from = current.period === 1 ? year.firstDay : dayAfter(ends[current.period - 2] ?? year.firstDay);
  const next = ends[current.period];
  const to = next !== undefined && next > currentEnd ? next : (firstPeriodEndAfter(year, ofPattern) ?? currentEnd);
  return { from, to };
}

// Patterns of twelve periods repeat the last day in 13 and 14 or leave them empty; both mean that the year is over.
function periodEnds(year: FiscalYear): readonly string[] {
  const ends: string[] = [];
  for (const end of year.periodEnds) ends.push(end === '' ? (ends.at(-1) ?? '') : end);
  return ends;
}

function firstPeriodEndAfter(year: FiscalYear, ofPattern: readonly FiscalYear[]): string | undefined {
  const later = ofPattern.filter((candidate) => candidate.firstDay > year.firstDay);
  const next = later.toSorted((a, b) => (a.firstDay < b.firstDay ? -1 : 1))[0];
  return next?.periodEnds[0] === '' ? undefined : next?.periodEnds[0];
}
