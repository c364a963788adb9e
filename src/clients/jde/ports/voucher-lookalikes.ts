import { lookalikes } from '../../../domain/jde/lookalikes';
import type { VoucherBody } from '../../../domain/jde/bodies/posting-body';
import type { LookalikeFound, Posted } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { carriesKey, isDocument } from '../postings/vouchers/ledger-rows';
import { documentOf } from '../postings/our-keys';
import { readSupplierVouchers } from '../postings/vouchers/supplier-vouchers';

const vouchersAtOnce = 20;
const dayMs = 86_400_000;
/** An invoice that was typed in under another spelling carries much the same date. */
const daysBefore = 60;
const mostDays = 400;

/**
 * Other vouchers of the same suppliers that look like the same invoice (accounting 2). One read for twenty, apart from the
 * look that decides about sending: that one keeps to its two columns.
 */
export async function voucherLookalikes(
  { dataService, settings, nowMs }: JdeConnection,
  of: readonly Posted[],
): Promise<readonly LookalikeFound[]> {
  const found: LookalikeFound[] = [];
  for (let at = 0; at < of.length; at += vouchersAtOnce) {
    const some = of.slice(at, at + vouchersAtOnce).map((one) => ({
      key: one.key,
      body: one.body as VoucherBody,
      document: documentOf(one.reference),
    }));
    const suppliers = some.map(({ body }) => body.supplier);
    const days = daysBack(
      some.map(({ body }) => body.invoiceDate),
      nowMs(),
    );
    const others = await readSupplierVouchers(dataService, suppliers, days, settings.pageSize);
    for (const { key, body, document } of some) {
      const foreign = others.filter(
        ({ rows }) => !carriesKey(rows, key) && (document === null || !isDocument(rows, document)),
      );
      found.push(...lookalikes(body, foreign).map((one) => ({ like: key, ...one })));
    }
  }
  return found;
}

function daysBack(invoiceDates: readonly string[], nowMs: number): number {
  const age = Math.ceil((nowMs - Math.min(...invoiceDates.map((date) => Date.parse(date)))) / dayMs);
  return Math.min(mostDays, Math.max(0, age) + daysBefore);
}
