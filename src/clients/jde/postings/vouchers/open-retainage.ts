import { sum } from '../../../../domain/money/money';
import { amountText } from '../../tables/decimal-text';
import { findVouchers } from './find-vouchers';
import type { JdeCalls } from '../jde-calls';
import { isVoided } from './ledger-rows';
import type { SoughtVoucher } from '../our-keys';

/** UDC 00/PS: retainage. */
const retained = 'R';

export interface OpenRetainage {
  readonly erpKey: string;
  /** In the voucher's currency; 0 when AP has let go of all of it. */
  readonly open: string;
}

/** What is still open with pay status R of vouchers of ours. One that is not in the ledger, or voided, is absent. */
export async function readOpenRetainage(
  jde: JdeCalls,
  vouchers: readonly SoughtVoucher[],
): Promise<readonly OpenRetainage[]> {
  const found = await findVouchers(jde, vouchers);
  return vouchers.flatMap(({ erpKey }, index) => {
    const one = found[index];
    if (one?.kind !== 'vouchers' || one.vouchers.some(isVoided)) return [];
    const open = one.vouchers.flatMap(({ payItems }) => payItems.filter((row) => row.PST === retained));
    return [{ erpKey, open: sum(open.map((row) => amountText(row.CRRM === 'F' ? row.FAP : row.AAP))) }];
  });
}
