import type { Changed } from '../../../erp-adapter';
import { daysAgoOrLater } from '../../tables/table-query';
import type { JdeCalls } from '../jde-calls';
import { byDocument, isVoided, payableColumns, postFact, taxOf, voucherReference } from './ledger-rows';
import { isKey, ofOurs } from '../our-keys';

/**
 * Vouchers of F0411 that changed since so many days ago: one call, however many were ever posted (reference 4.7). The day is
 * counted by JDE itself, so no date format and no time zone matters. Ours are told by their document; where VR01 is known to
 * arrive, those of others are not even read.
 */
export async function readChangedVouchers(
  { dataService, settings }: JdeCalls,
  days: number,
): Promise<readonly Changed[]> {
  const { ledgerKeys } = settings;
  const { rows } = await dataService.browse({
    purpose: 'vouchers that changed lately',
    table: 'F0411',
    columns: payableColumns,
    conditions: ledgerKeys === 'both' || ledgerKeys === 'VR01' ? ofOurs('VR01', days) : [daysAgoOrLater('UPMJ', days)],
    pageBy: 'DOC',
  });
  return byDocument(rows).map((voucher) => {
    const { VR01 } = voucher.payItems[0];
    return {
      key: isKey(VR01) ? VR01 : null,
      reference: voucherReference(voucher),
      isLost: isVoided(voucher) || voucher.changes.length > 0,
      facts: { tax: taxOf(voucher), post: postFact(voucher) },
    };
  });
}
