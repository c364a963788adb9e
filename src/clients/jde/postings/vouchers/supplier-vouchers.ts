import type { LedgerVoucher } from '../../../../domain/jde/lookalikes';
import type { DataService } from '../../tables/data-service';
import { byDocument, isVoided, payableColumns, toStranger, type LedgerVoucherRows } from './ledger-rows';
import { daysAgoOrLater, oneOf } from '../../tables/table-query';

export interface SupplierVoucher extends LedgerVoucher {
  /** What tells whether it is ours. */
  readonly rows: LedgerVoucherRows;
}

/**
 * Vouchers of these suppliers with an invoice date since so many days ago, the newest first and no more than one page: a
 * supplier may have thousands. Dates and amounts are compared on our side, where no user's format matters.
 */
export async function readSupplierVouchers(
  dataService: DataService,
  suppliers: readonly string[],
  days: number,
  firstRows: number,
): Promise<readonly SupplierVoucher[]> {
  const { rows } = await dataService.browse({
    purpose: 'recent vouchers of suppliers',
    table: 'F0411',
    columns: payableColumns,
    conditions: [oneOf('AN8', suppliers), daysAgoOrLater('DIVJ', days)],
    pageBy: 'DOC',
    direction: 'DESC',
    firstRows,
  });
  return byDocument(rows).flatMap((voucher) => {
    if (isVoided(voucher)) return [];
    const { AN8: supplier, CRCD: currency } = voucher.payItems[0];
    return [{ ...toStranger(voucher), supplier, currency, rows: voucher }];
  });
}
