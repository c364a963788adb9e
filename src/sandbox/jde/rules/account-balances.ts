import { decimalOf, sumOf, type Decimal } from '../../decimal';
import type { SandboxState } from '../sandbox-state';
import type { Row } from '../tables/table';
import { fiscalPeriodOf } from './periods';

const PERIODS = Array.from({ length: 14 }, (_, index) => `AN${String(index + 1).padStart(2, '0')}`);

/** A posted line of F0911 in F0902: the row of its account, subledger, currency and fiscal year is made when it is missing. */
export function moveBalance(
  state: SandboxState,
  line: Row,
  by: { readonly user: string; readonly program: string },
): void {
  const period = fiscalPeriodOf(state.database, line['CO'] ?? '', line['DGJ'] ?? '');
  const amount = decimalOf(line['AA']);
  if (period === undefined || amount.isZero()) return;
  const { AID, SBL, SBLT, CRCD, CO, MCU, OBJ, SUB, LT } = line;
  const account = { AID, LT, SBL, SBLT, CRCD };
  const key = { ...account, CTRY: period.century, FY: period.fiscalYear };
  const isCarried = state.settings.priorYearBalances === 'carried';
  const table = state.database.table('F0902');
  const years = table.find(account);
  const year = yearOf({ CTRY: period.century, FY: period.fiscalYear });
  const last = years.filter((row) => yearOf(row) < year).reduce(later, undefined);
  const before = isCarried && last !== undefined ? cumulative(last).toFixed() : '0';
  const row = table.get(key) ?? state.write('F0902', { ...key, CO, MCU, OBJ, SUB, APYC: before }, by);
  const alias = PERIODS[period.number - 1] ?? '';
  state.change('F0902', row, { [alias]: decimalOf(row[alias]).plus(amount).toFixed() }, by);
  for (const after of isCarried ? years.filter((each) => yearOf(each) > year) : []) {
    state.change('F0902', after, { APYC: decimalOf(after['APYC']).plus(amount).toFixed() }, by);
  }
}

const yearOf = (row: Row): number => Number(row['CTRY']) * 100 + Number(row['FY']);
const later = (one: Row | undefined, other: Row): Row =>
  one === undefined || yearOf(other) > yearOf(one) ? other : one;
const cumulative = (row: Row): Decimal => sumOf(['APYC', ...PERIODS].map((alias) => decimalOf(row[alias])));
