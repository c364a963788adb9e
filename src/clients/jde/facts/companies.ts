import { decimalText } from '../tables/decimal-text';
import type { ErpCompany } from '../../../domain/jde/erp-facts';
import { Rejected } from '../../http/client-error';
import type { DataService } from '../tables/data-service';
import { openWindow, type FiscalYear } from './open-periods';
import type { TableRow } from '../ais/schemas';
import { oneOf } from '../tables/table-query';
import { dayAfter, fromTableDate } from '../tables/table-dates';

const companyColumns = ['CO', 'NAME', 'CRCD', 'PNC', 'APPN', 'DFYJ', 'APFJ', 'DTPN'] as const;
type CompanyRow = TableRow<(typeof companyColumns)[number]>;

const periodColumns = [
  'D01J',
  'D02J',
  'D03J',
  'D04J',
  'D05J',
  'D06J',
  'D07J',
  'D08J',
  'D09J',
  'D10J',
  'D11J',
  'D12J',
  'D13J',
  'D14J',
] as const;
const yearColumns = ['DTPN', 'FY', 'DFYJ', ...periodColumns] as const;
type YearRow = TableRow<(typeof yearColumns)[number]>;

const companiesAtOnce = 50;

/** F0010 with the open periods from the calendars of F0008. */
export async function readCompanies(dataService: DataService, ids: readonly string[]): Promise<readonly ErpCompany[]> {
  const wanted = [...new Set(ids)];
  const found: ErpCompany[] = [];
  for (let at = 0; at < wanted.length; at += companiesAtOnce) {
    const { rows } = await dataService.browse({
      purpose: 'company constants',
      table: 'F0010',
      columns: companyColumns,
      conditions: [oneOf('CO', wanted.slice(at, at + companiesAtOnce))],
    });
    if (rows.length === 0) continue;
    const calendar = await readCalendars(dataService, rows);
    found.push(...rows.map((row) => toCompany(row, calendar)));
  }
  return found;
}

/** Last days of the periods of all these companies' calendars, in order, each once. */
export async function readPeriodEnds(
  dataService: DataService,
  companies: readonly string[],
): Promise<readonly string[]> {
  const { calendars } = await datePatterns(dataService, companies);
  const ends = calendars.flatMap(({ periodEnds }) => periodEnds).filter((day) => day !== '');
  return [...new Set(ends)].toSorted();
}

export interface FiscalPeriodOfCompany {
  readonly company: string;
  /** As F0902 names it, two digits without leading zeros: a year may be called after the one in which it ends. */
  readonly year: string;
  /** 1 to 14. */
  readonly number: number;
}

/** The fiscal period of each company that is that calendar month, `YYYY-MM`; absent where none ends with it. */
export async function fiscalPeriods(
  dataService: DataService,
  companies: readonly string[],
  month: string,
): Promise<readonly FiscalPeriodOfCompany[]> {
  const { rows, calendars } = await datePatterns(dataService, companies);
  return rows.flatMap(({ CO: company, DTPN }) =>
    calendars
      .filter(({ pattern }) => pattern === DTPN)
      .flatMap(({ year, periodEnds }): FiscalPeriodOfCompany[] => {
        const at = periodEnds.findIndex((day) => day.startsWith(month) && dayAfter(day).slice(0, 7) !== month);
        return at < 0 ? [] : [{ company, year: decimalText(year), number: at + 1 }];
      }),
  );
}

interface NamedYear extends FiscalYear {
  /** FY of F0008. */
  readonly year: string;
}

async function readCalendars(
  dataService: DataService,
  companies: readonly { readonly DTPN: string }[],
): Promise<readonly NamedYear[]> {
  const years = await dataService.browse({
    purpose: 'date patterns of the companies',
    table: 'F0008',
    columns: yearColumns,
    conditions: [oneOf('DTPN', [...new Set(companies.map((row) => row.DTPN))])],
  });
  return years.rows.map(toFiscalYear);
}

function toCompany(row: CompanyRow, calendar: readonly FiscalYear[]): ErpCompany {
  const windowOf = (period: string, yearFirstDay: string) =>
    openWindow({ pattern: row.DTPN, yearFirstDay: fromTableDate(yearFirstDay), period: Number(period) }, calendar);
  try {
    return {
      id: row.CO,
      name: row.NAME,
      currency: row.CRCD,
      ledgerOpen: windowOf(row.PNC, row.DFYJ),
      payablesOpen: windowOf(row.APPN, fromTableDate(row.APFJ) === '' ? row.DFYJ : row.APFJ),
    };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Rejected(`jde company ${row.CO}: its open periods cannot be told; ${cause.message} (F0010, F0008)`, {
      system: 'jde',
      operation: 'read F0010',
      detail: { reason: 'fiscalCalendar', company: row.CO },
      cause,
    });
  }
}

function toFiscalYear(row: YearRow): NamedYear {
  return {
    pattern: row.DTPN,
    year: row.FY,
    firstDay: fromTableDate(row.DFYJ),
    periodEnds: periodColumns.map((column) => fromTableDate(row[column])),
  };
}

/** The date pattern of each company, and the calendars of these patterns. */
async function datePatterns(dataService: DataService, companies: readonly string[]) {
  const { rows } = await dataService.browse({
    purpose: 'date patterns by company',
    table: 'F0010',
    columns: ['CO', 'DTPN'],
    conditions: [oneOf('CO', [...new Set(companies)])],
  });
  return { rows, calendars: rows.length === 0 ? [] : await readCalendars(dataService, rows) };
}
