import { sum } from '../../../domain/money/money';
import type { ControlRow } from '../tables/control-row';
import { amountText } from '../tables/decimal-text';
import { bySupplierAndNumber, isOurs, isVoided } from './ledger-rows';
import type { VoucherKey } from './our-keys';

const keysAtOnce = 50;
/** UDC 00/PS: retainage. */
const retained = 'R';

export interface OpenRetainage {
  readonly erpKey: string;
  /** In the voucher's currency; 0 when AP has let go of all of it. */
  readonly open: string;
}

/**
 * What is still open with pay status R of vouchers of ours: one call for 50 of them, by supplier and invoice number. One
 * that is not in the ledger, or voided, is absent.
 */
export async function readOpenRetainage(
  controlRow: ControlRow,
  vouchers: readonly VoucherKey[],
): Promise<readonly OpenRetainage[]> {
  const found: OpenRetainage[] = [];
  for (let at = 0; at < vouchers.length; at += keysAtOnce) {
    const keys = vouchers.slice(at, at + keysAtOnce);
    const rows = await controlRow.readProven(
      {
        purpose: 'open retainage of vouchers',
        table: 'F0411',
        columns: ['DOC', 'VR01', 'URRF', 'PST', 'VOD', 'CRRM', 'AAP', 'FAP'],
        conditions: bySupplierAndNumber(keys),
        pageBy: 'DOC',
      },
      keys[0]?.company ?? '',
    );
    for (const { erpKey } of keys) {
      const own = rows.filter((row) => isOurs(row, erpKey));
      if (own.length === 0 || own.some(isVoided)) continue;
      const open = own.filter((row) => row.PST === retained);
      found.push({ erpKey, open: sum(open.map((row) => amountText(row.CRRM === 'F' ? row.FAP : row.AAP))) });
    }
  }
  return found;
}
