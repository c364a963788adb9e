import type { Database } from '../tables/database';
import type { Row } from '../tables/table';
import { isSystemConstantOn } from './system-constants';

interface Period {
  readonly fiscalYearStart: string;
  /** Two digits each, as F0008 calls the year; without a century of its own that of its first day. */
  readonly fiscalYear: string;
  readonly century: string;
  readonly number: number;
  readonly first: string;
  readonly last: string;
}

type Ledger = 'G/L' | 'A/P';

interface Judgement {
  readonly problem?: string;
  readonly warning?: string;
}

/** Why this G/L date (yyyyMMdd) is refused: a prior fiscal year, or an earlier period when the constants forbid it. */
export function periodProblem(database: Database, company: string, date: string, ledger: Ledger): string | undefined {
  return judged(database, company, date, ledger).problem;
}

/** What JDE only warns of: a later period or year, and an earlier period when F0009.PBCO allows postings there. */
export function periodWarning(database: Database, company: string, date: string, ledger: Ledger): string | undefined {
  return judged(database, company, date, ledger).warning;
}

/** Free are the current period and the next, for G/L and for A/P apart. */
function judged(database: Database, company: string, date: string, ledger: Ledger): Judgement {
  const constants = database.table('F0010').get({ CO: company });
  if (constants === undefined) {
    return { problem: `Company ${company} is not in Company Constants` };
  }
  const yearStart = (ledger === 'A/P' ? constants['APFJ'] : '') || (constants['DFYJ'] ?? '');
  const current = Number((ledger === 'A/P' ? constants['APPN'] : constants['PNC']) ?? '0');
  const periods = periodsOf(database, constants);
  const index = periods.findLastIndex((period) => period.fiscalYearStart === yearStart && period.number <= current);
  if (index < 0) {
    const where = `its current ${ledger} period ${current} of the year from ${yearStart}`;
    return { problem: `Company ${company} has no fiscal date pattern for ${where}` };
  }
  const first = periods[index]?.first ?? '';
  const last = (periods[index + 1] ?? periods[index])?.last ?? '';
  const free = `company ${company}; open is ${first} to ${last}`;
  if (date < yearStart) {
    return { problem: `0064 PYEB G/L date ${date} is in a prior ${ledger} fiscal year of ${free}` };
  }
  if (date < first) {
    const text = `0065 PBCO G/L date ${date} is in a closed ${ledger} period of ${free}`;
    return isSystemConstantOn(database, 'PBCO') ? { warning: text } : { problem: text };
  }
  if (date <= last) {
    return {};
  }
  const isThisYear = periods.some((period) => period.fiscalYearStart === yearStart && date <= period.last);
  const code = isThisYear ? '0066 PACO' : 'WACO';
  return { warning: `${code} G/L date ${date} is after the open ${ledger} periods of ${free}` };
}

/** Where a posted line of that day (yyyyMMdd) goes in the balances; undefined outside the company's fiscal date pattern. */
export function fiscalPeriodOf(
  database: Database,
  company: string,
  date: string,
): { readonly century: string; readonly fiscalYear: string; readonly number: number } | undefined {
  const constants = database.table('F0010').get({ CO: company });
  const found = periodsOf(database, constants ?? {}).find(({ first, last }) => first <= date && date <= last);
  if (found === undefined) return undefined;
  const { century, fiscalYear, number } = found;
  return { century, fiscalYear, number };
}

function periodsOf(database: Database, constants: Row): Period[] {
  const years = database
    .table('F0008')
    .find({ DTPN: constants['DTPN'] ?? '' })
    .sort((left, right) => ((left['DFYJ'] ?? '') < (right['DFYJ'] ?? '') ? -1 : 1));
  return years.flatMap((year) => {
    const periods: Period[] = [];
    const fiscalYearStart = year['DFYJ'] ?? '';
    const fiscalYear = (year['FY'] ?? '').padStart(2, '0');
    const century = Number(year['CTRY'] ?? '') > 0 ? (year['CTRY'] ?? '') : fiscalYearStart.slice(0, 2);
    let first = year['DFYJ'] ?? '';
    for (let number = 1; number <= 14; number += 1) {
      const last = year[`D${String(number).padStart(2, '0')}J`] ?? '';
      // Periods 13 and 14 often end on the same day as 12: adjustment periods without days of their own.
      if (last >= first && last !== '') {
        periods.push({ fiscalYearStart, fiscalYear, century, number, first, last });
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
