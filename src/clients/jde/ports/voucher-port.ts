import type { VoucherBody } from '../../../domain/jde/bodies/posting-body';
import { voucherCalled } from '../../../domain/jde/words';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readFacts } from '../facts/read-facts';
import { readChangedVouchers } from '../postings/vouchers/changed-vouchers';
import { readOurVouchers } from '../postings/our-documents';
import { soughtVoucher } from '../postings/our-keys';
import { orderOnHold } from './order-on-hold';
import { searchPort } from './search-port';
import { voucherLookalikes } from './voucher-lookalikes';
import { lookAtVouchers } from './voucher-looks';

/**
 * Batch vouchers. A look at one is the whole search: lines, missing parts, strangers under the invoice number. A look at
 * several is made in bulk and shows those in the ledger: who needs the others asks for one. `watchesBanks`: whom nobody is to look at
 * before it is paid is asked for once more, whether its bank details have changed.
 */
export function voucherPort(jde: JdeConnection, watchesBanks: boolean): PostingPort {
  const { vouchers, dataService } = jde;
  const { look, send } = searchPort(vouchers);
  return {
    look: (of) =>
      of.length < 2
        ? look(of)
        : lookAtVouchers(
            jde,
            of.map((one) => {
              const body = one.body as VoucherBody;
              return { key: one.key, voucher: soughtVoucher(body, one), distribution: body.distribution };
            }),
          ),
    ready: (one) => orderOnHold(dataService, one),
    rereads: async (one) => {
      const { supplier, payItems } = one.body as VoucherBody;
      const isPaid = payItems.some(({ payStatus }) => payStatus === 'A');
      return watchesBanks && isPaid ? readFacts(dataService, [{ kind: 'bankAccounts', id: supplier, causes: [] }]) : [];
    },
    send,
    called: (_one, text) => Promise.resolve(voucherCalled(text)),
    changedWithin: (days) => readChangedVouchers(jde, days),
    ours: (days) => readOurVouchers(jde, days),
    alike: (of) => voucherLookalikes(jde, of),
  };
}
