import type { JsonObject } from '../json';
import { compact, firstDay, lastDay, plusMonths, type Month } from '../month';

const COMPANIES = [
  // Every JDE system has it: what a company leaves open stands there.
  { company: '00000', name: 'System default', address: 0 },
  { company: '00200', name: 'Northgate Builders', address: 200 },
  { company: '00210', name: 'Northgate Builders of Idaho', address: 210 },
];

export interface CalendarTables {
  readonly F0008: readonly JsonObject[];
  readonly F0010: readonly JsonObject[];
}

/** Fiscal years are calendar years. The current period of both ledgers is last month, so this month is open too. */
export function calendarTables(thisMonth: Month): CalendarTables {
  const current = plusMonths(thisMonth, -1);
  const yearStart = `${current.year}0101`;
  const firstYear = plusMonths(thisMonth, -9).year;
  const years = Array.from({ length: thisMonth.year + 1 - firstYear + 1 }, (_, index) => firstYear + index);
  return {
    F0008: years.map(fiscalYear),
    F0010: COMPANIES.map(({ company, name, address }) => ({
      CO: company,
      NAME: name,
      CRCD: 'USD',
      PNC: current.month,
      APPN: current.month,
      DFYJ: yearStart,
      APFJ: yearStart,
      DTPN: 'R',
      AN8: address,
    })),
  };
}

/** Periods 13 and 14 are for adjustments: they end with the twelfth. */
function fiscalYear(year: number): JsonObject {
  const row: Record<string, string | number> = { DTPN: 'R', FY: year % 100, DFYJ: `${year}0101`, FQ: '' };
  for (let period = 1; period <= 14; period += 1) {
    const month = { year, month: Math.min(period, 12) };
    row[`D${String(period).padStart(2, '0')}J`] = compact(lastDay(month));
  }
  return { ...row, DFYJ: compact(firstDay({ year, month: 1 })) };
}
