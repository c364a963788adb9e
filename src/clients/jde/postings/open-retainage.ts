import { sum } from '../../../domain/money/money';
import type { OpenRetainage, VoucherKey } from '../../erp-gateway';
import type { ControlRow } from '../tables/control-row';
import { amountText } from '../tables/decimal-text';
import { bySupplierAndNumber, isOurs, isVoided } from './ledger-rows';

const keysAtOnce = 50;
/** UDC 00/PS: retainage. */
const retained = 'R';

/** What is still open with pay status R of vouchers of ours: one call for 50 of them, by supplier and invoice number. */
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
