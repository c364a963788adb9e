import type { VoucherKey } from '../../clients/erp-gateway';
import type { VoucherBody } from '../../domain/jde/posting-body';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';

/** By what a delivered voucher is found again, the newest or that of a key; null when the document has none. */
export async function voucherKeyOf(tx: Tx, document: DocumentRow, erpKey?: string): Promise<VoucherKey | null> {
  const postings = await tx.postings.of(document.id);
  const vouchers = postings.filter((posting) => posting.step === 'voucher' && posting.state === 'confirmed');
  const voucher = erpKey === undefined ? vouchers.at(-1) : vouchers.find((posting) => posting.erpKey === erpKey);
  if (voucher?.body == null) return null;
  const body = await tx.sealed.open<VoucherBody>('posting', voucher.body);
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
