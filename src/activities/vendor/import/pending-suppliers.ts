import { supplierWatermark, type SupplierWatermark } from '../../../domain/vendor/import/supplier-watermark';
import type { Feed } from '../../../store/connections/feeds';
import type { Scope } from '../../../store/scope';
import type { Tx } from '../../../store/unit-of-work';

/** Suppliers that changed and were not carried yet; feed null: changes are not looked for. */
export async function pendingSuppliers(
  tx: Tx,
  scope: Scope,
): Promise<{ readonly feed: Feed | null; readonly watermark: SupplierWatermark }> {
  const feed = await tx.feeds.find(scope, '', 'suppliers');
  return { feed, watermark: supplierWatermark(feed?.watermark) };
}
