import type { VoucherKey } from '../clients/erp-gateway';
import type { VoucherBody } from '../domain/posting-body';
import type { Trx } from '../store/database';
import type { DocumentRow } from '../store/documents';
import type { Store } from '../store/store';

/** By what a delivered voucher is found again; null when the document has none. */
export async function voucherKeyOf(trx: Trx, store: Store, document: DocumentRow): Promise<VoucherKey | null> {
  const postings = await store.postings.postingsOf(trx, document.id);
  const voucher = postings.filter((posting) => posting.step === 'voucher' && posting.state === 'confirmed').at(-1);
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
