import type { ErpBankAccounts } from '../../../domain/jde/erp-facts';
import { endOf } from '../../../domain/vendor/bank/masked';
import { Rejected, Unauthorised } from '../../http/client-error';
import type { BankChange } from '../../erp-sources';
import type { TableRow } from '../ais/schemas';
import type { JdeCalls } from '../postings/jde-calls';
import type { DataService } from '../tables/data-service';
import { systemCompany } from '../tables/control-row';
import { fromTableDate, stampOf } from '../tables/table-dates';
import { daysAgoOrLater, oneOf } from '../tables/table-query';

/**
 * Record types (UDC 00/BT) under which nobody pays a supplier: own accounts, customers, receipts, print, transit numbers. V, X and Y
 * are a supplier's, and any other letter may be a site's type of them (reference 15).
 */
export const notOfSuppliers: ReadonlySet<string> = new Set(['G', 'M', 'C', 'D', 'P', 'B']);

const stampColumns = ['UKID', 'AN8', 'BKTP', 'UPMJ'] as const;

/**
 * When the bank accounts of suppliers changed last. Of the account itself nothing is read: what may be masked is never compared. A
 * supplier without an account has `changedOn` null; where the table may not be read it is said why.
 */
export async function readBankAccounts(
  dataService: DataService,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, ErpBankAccounts>> {
  const changed = new Map<string, string>();
  try {
    const { rows } = await dataService.browse({
      purpose: 'when bank accounts of suppliers changed',
      table: 'F0030',
      columns: stampColumns,
      conditions: [oneOf('AN8', numbers)],
      pageBy: 'UKID',
    });
    for (const row of rows.filter(isOfSupplier)) {
      const on = fromTableDate(row.UPMJ);
      if (on > (changed.get(row.AN8) ?? '')) changed.set(row.AN8, on);
    }
  } catch (error) {
    // Without the right to that table the month is still to be closed; nobody is paid without a look. Other tables tell of other reasons.
    if (!(error instanceof Rejected || error instanceof Unauthorised)) throw error;
    return new Map(numbers.map((number) => [number, { unknown: error.message }]));
  }
  return new Map(numbers.map((number) => [number, { changedOn: changed.get(number) || null }]));
}

/**
 * Bank accounts of suppliers that were entered or changed so many days before JDE's own today, or later; a scan of the table there. That
 * there are none is believed only beside a control row.
 */
export async function readBankChanges({ controlRow }: JdeCalls, days: number): Promise<readonly BankChange[]> {
  const rows = await controlRow.readProven(
    {
      purpose: 'bank accounts that changed',
      table: 'F0030',
      columns: [...stampColumns, 'UPMT', 'CBNK', 'IBAN'],
      conditions: [daysAgoOrLater('UPMJ', days)],
      pageBy: 'UKID',
    },
    systemCompany,
  );
  return rows.filter(isOfSupplier).map(({ UKID, AN8, BKTP, UPMJ, UPMT, CBNK, IBAN }) => ({
    supplier: AN8,
    kind: BKTP.trim(),
    account: endOf(CBNK.trim() || IBAN.trim()),
    changedOn: fromTableDate(UPMJ),
    stamp: `${UKID} ${stampOf(UPMJ, UPMT)}`,
  }));
}

function isOfSupplier({ BKTP }: TableRow<'BKTP'>): boolean {
  return !notOfSuppliers.has(BKTP.trim());
}
