import { sum } from '../../../domain/money/money';
import type { VoucherBody } from '../../../domain/jde/bodies/posting-body';
import type { Posted, RetainageStanding } from '../../erp-adapter';
import { readOpenRetainage } from '../postings/open-retainage';
import type { ControlRow } from '../tables/control-row';
import { bodyOf } from './search-port';

/** The pay status of a retained pay item (UDC 00/PS). */
const retained = 'R';

/** Vouchers of ours with retained pay items: how much was sent so, and how much still stands so in the ledger. */
export async function retainageStandings(
  controlRow: ControlRow,
  of: readonly Posted[],
): Promise<readonly RetainageStanding[]> {
  const vouchers = of.flatMap((one) => {
    const body = bodyOf<VoucherBody>(one);
    if (body.kind !== 'voucher') return [];
    const items = body.payItems.filter((item) => item.payStatus === retained);
    return items.length === 0 ? [] : [{ body, sent: sum(items.map((item) => item.amount)) }];
  });
  if (vouchers.length === 0) return [];
  const open = await readOpenRetainage(
    controlRow,
    vouchers.map(({ body }) => body),
  );
  const openOf = new Map(open.map((one) => [one.erpKey, one.open]));
  return vouchers.flatMap(({ body, sent }) => {
    const still = openOf.get(body.erpKey);
    return still === undefined ? [] : [{ key: body.erpKey, sent, open: still }];
  });
}
