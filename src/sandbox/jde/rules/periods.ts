import type { Database } from '../tables/database';
import type { Row } from '../tables/table';

interface Period {
  readonly fiscalYearStart: string;
  readonly number: number;
  readonly first: string;
  readonly last: string;
}

/** Why this G/L date (yyyyMMdd) is refused: open are the current period and the next, for G/L and for A/P apart. */
export function periodProblem(
  database: Database,
  company: string,
  date: string,
  ledger: 'G/L' | 'A/P',
): string | undefined {
  const constants = database.table('F0010').get({ CO: company });
  if (constants === undefined) {
    return `Company ${company} is not in Company Constants`;
  }
  const yearStart = (ledger === 'A/P' ? constants['APFJ'] : '') || (constants['DFYJ'] ?? '');
  const current = Number((ledger === 'A/P' ? constants['APPN'] : constants['PNC']) ?? '0');
  const periods = periodsOf(database, constants);
  const index = periods.findLastIndex((period) => period.fiscalYearStart === yearStart && period.number <= current);
  if (index < 0) {
    return `Company ${company} has no fiscal date pattern for its current ${ledger} period ${current} of the year from ${yearStart}`;
  }
  const first = periods[index]?.first ?? '';
  const last = (periods[index + 1] ?? periods[index])?.last ?? '';
  if (date < first) {
    return `G/L date ${date} is in a closed ${ledger} period of company ${company}; open is ${first} to ${last}`;
  }
  return date > last
    ? `G/L date ${date} is after the open ${ledger} periods of company ${company}; open is ${first} to ${last}`
    : undefined;
}

function periodsOf(database: Database, constants: Row): Period[] {
  const years = database
    .table('F0008')
    .find({ DTPN: constants['DTPN'] ?? '' })
    .sort((left, right) => ((left['DFYJ'] ?? '') < (right['DFYJ'] ?? '') ? -1 : 1));
  return years.flatMap((year) => {
    const periods: Period[] = [];
    let first = year['DFYJ'] ?? '';
    for (let number = 1; number <= 14; number += 1) {
      const last = year[`D${String(number).padStart(2, '0')}J`] ?? '';
      // Periods 13 and 14 often end on the same day as 12: adjustment periods without days of their own.
      if (last >= first && last !== '') {
        periods.push({ fiscalYearStart: year['DFYJ'] ?? '', number, first, last });
        first = dayAfter(last);
      }
    }
    return periods;
  });
}

function dayAfter(date: string): string {
  const next = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)) + 1));
  return next.toISOString().slice(0, 10).replaceAll('-', '');
}
