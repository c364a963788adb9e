import { accountName, parseAccountName } from '../../../domain/jde/account';
import { isZero, plus } from '../../../domain/money/money';
import type { AccountBalance, BookedPosting, BookLine, BooksSource } from '../../erp-sources';
import type { JdeConnection } from '../connect';
import { amountText, decimalText } from '../tables/decimal-text';
import { equal, oneOf } from '../tables/table-query';
import { fromTableDate } from '../tables/table-dates';
import { fiscalPeriods } from './companies';

const documentsAtOnce = 50;
const unitsAtOnce = 50;
/** What a change or a void may be called in the ledger, whatever the voucher is (reference 13.6). */
const adjustment = 'PE';

const lineColumns = ['DOC', 'DCT', 'KCO', 'DGJ', 'POST', 'MCU', 'OBJ', 'SUB', 'AA', 'ACR'] as const;
const periodColumns = Array.from({ length: 14 }, (_, index) => `AN${String(index + 1).padStart(2, '0')}` as const);

/** The general ledger: lines of F0911 under the numbers of our documents, and F0902 for what all lines come to. */
export function jdeBooks(jde: JdeConnection, companies: readonly string[]): BooksSource {
  return {
    lines: (of) => readLines(jde, of),
    balances: (accounts, month) => readBalances(jde, companies, accounts, month),
  };
}

async function readLines({ dataService }: JdeConnection, of: readonly BookedPosting[]): Promise<readonly BookLine[]> {
  const numbered = of.flatMap(({ key, reference }) => {
    const { documentNumber, documentType, documentCompany } = reference ?? {};
    const isNumbered = documentNumber !== undefined && documentType !== undefined && documentCompany !== undefined;
    return isNumbered ? [{ key, documentNumber, documentType, documentCompany }] : [];
  });
  const keys = new Map(
    [adjustment, null].flatMap((type) =>
      numbered.map((one) => [`${one.documentNumber}/${type ?? one.documentType}/${one.documentCompany}`, one.key]),
    ),
  );
  const lines: BookLine[] = [];
  for (let at = 0; at < numbered.length; at += documentsAtOnce) {
    const documents = numbered.slice(at, at + documentsAtOnce).map(({ documentNumber }) => documentNumber);
    const { rows } = await dataService.browse({
      purpose: 'ledger lines of our documents',
      table: 'F0911',
      columns: lineColumns,
      conditions: [oneOf('DOC', documents), equal('LT', 'AA')],
      pageBy: 'DOC',
    });
    for (const row of rows) {
      const posting = keys.get(`${row.DOC}/${row.DCT}/${row.KCO}`);
      if (posting === undefined) continue;
      const foreign = amountText(row.ACR);
      lines.push({
        ...{
          posting,
          document: null,
          account: accountName({ businessUnit: row.MCU, object: row.OBJ, subsidiary: row.SUB }),
        },
        date: fromTableDate(row.DGJ),
        // In a foreign currency ours is the other amount.
        amount: isZero(foreign) ? amountText(row.AA) : foreign,
        booked: amountText(row.AA),
        isInBooks: row.POST === 'P',
        added: null,
      });
    }
  }
  return lines;
}

async function readBalances(
  { dataService }: JdeConnection,
  companies: readonly string[],
  accounts: readonly string[],
  month: string,
): Promise<readonly AccountBalance[]> {
  const periods = await fiscalPeriods(dataService, companies, month);
  const units = [...new Set(accounts.map((account) => parseAccountName(account).businessUnit))];
  const sums = new Map<string, string>();
  for (let at = 0; at < units.length && periods.length > 0; at += unitsAtOnce) {
    const { rows } = await dataService.browse({
      purpose: 'balances of the jobs',
      table: 'F0902',
      columns: ['AID', 'CO', 'FY', 'MCU', 'OBJ', 'SUB', ...periodColumns],
      conditions: [oneOf('MCU', units.slice(at, at + unitsAtOnce)), equal('LT', 'AA')],
      pageBy: 'AID',
    });
    for (const row of rows) {
      const own = periods.find(
        // The century is left: a site has no balances of two.
        ({ company, year }) => row.CO === company && decimalText(row.FY) === year,
      );
      const column = periodColumns[(own?.number ?? 0) - 1];
      if (column === undefined) continue;
      const account = accountName({ businessUnit: row.MCU, object: row.OBJ, subsidiary: row.SUB });
      sums.set(account, plus(sums.get(account) ?? '0', amountText(row[column] ?? '')));
    }
  }
  return [...sums].map(([account, amount]) => ({ account, amount }));
}
