import { sum } from '../../../domain/money/money';
import type { PostingBody } from '../../../domain/jde/bodies/posting-body';
import type { Posted, RetainageStanding } from '../../erp-adapter';
import { readOpenRetainage } from '../postings/vouchers/open-retainage';
import { soughtVoucher } from '../postings/our-keys';
import type { JdeConnection } from '../connect';

/** The pay status of a retained pay item (UDC 00/PS). */
const retained = 'R';

/** Vouchers of ours with retained pay items: how much was sent so, and how much still stands so in the ledger. */
export async function retainageStandings(
  jde: JdeConnection,
  of: readonly Posted[],
): Promise<readonly RetainageStanding[]> {
  const vouchers = of.flatMap((one) => {
    const body = one.body as PostingBody;
    if (body.kind !== 'voucher') return [];
    const items = body.payItems.filter((item) => item.payStatus === retained);
    return items.length === 0
      ? []
      : [{ sought: soughtVoucher(body, one), sent: sum(items.map((item) => item.amount)) }];
  });
  if (vouchers.length === 0) return [];
  const open = await readOpenRetainage(
    jde,
    vouchers.map(({ sought }) => sought),
  );
  const openOf = new Map(open.map((one) => [one.erpKey, one.open]));
  return vouchers.flatMap(({ sought: { erpKey: key }, sent }) => {
    const still = openOf.get(key);
    return still === undefined ? [] : [{ key, sent, open: still }];
  });
}
