import type { VoucherBody } from '../../../domain/jde/bodies/posting-body';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readChangedVouchers } from '../postings/changed-vouchers';
import { readOurVouchers } from '../postings/our-documents';
import { orderOnHold } from './order-on-hold';
import { bodyOf, searchPort } from './search-port';
import { voucherLookalikes } from './voucher-lookalikes';
import { lookAtVouchers } from './voucher-looks';

/**
 * Batch vouchers. A look at one is the whole search: lines, missing parts, strangers under the invoice number. A look at
 * several is made in bulk and shows no lines: who needs them asks for one.
 */
export function voucherPort(jde: JdeConnection): PostingPort {
  const { vouchers, controlRow, dataService } = jde;
  const { look, send } = searchPort(vouchers);
  return {
    look: (of) =>
      of.length < 2
        ? look(of)
        : lookAtVouchers(
            controlRow,
            of.map((one) => ({ key: one.key, voucher: bodyOf<VoucherBody>(one) })),
          ),
    ready: (one) => orderOnHold(dataService, one),
    send,
    changedWithin: (days) => readChangedVouchers(dataService, days),
    ours: (days) => readOurVouchers(dataService, days),
    alike: (of) => voucherLookalikes(jde, of),
  };
}
