import type { VoucherKey } from '../../clients/erp-gateway';
import type { VoucherBody } from '../../domain/jde/posting-body';
import type { Trx } from '../../store/database';
import type { DocumentRow } from '../../store/documents/documents';
import type { Store } from '../../store/store';

/** By what a delivered voucher is found again, the newest or that of a key; null when the document has none. */
export async function voucherKeyOf(
  trx: Trx,
  store: Store,
  document: DocumentRow,
  erpKey?: string,
): Promise<VoucherKey | null> {
  const postings = await store.postings.postingsOf(trx, document.id);
  const vouchers = postings.filter((posting) => posting.step === 'voucher' && posting.state === 'confirmed');
  const voucher = erpKey === undefined ? vouchers.at(-1) : vouchers.find((posting) => posting.erpKey === erpKey);
  if (voucher?.body == null) return null;
  const body = await store.sealed.open<VoucherBody>(document.tenantId, 'posting', voucher.body);
  if (body.kind !== 'voucher') return null;
  return {
    erpKey: body.erpKey,
    ediUser: body.ediUser,
    ediBatch: body.ediBatch,
    supplier: body.supplier,
    company: body.company,
    invoiceNumber: body.invoiceNumber,
  };
}
