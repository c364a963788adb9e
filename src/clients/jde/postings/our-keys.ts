import type { OrderReference, VoucherBody } from '../../../domain/jde/bodies/posting-body';
import type { Posted } from '../../erp-adapter';
import { daysAgoOrLater, startsWith, type Condition } from '../tables/table-query';

/** Every key of ours begins so (design 6), and nobody else's may. */
const keyPrefix = 'PC';

/** URRF takes 15 characters, so it holds the beginning of our key. */
const shortKeyLength = 15;

/** What a voucher of ours is found by, in the batch tables and in the ledger. */
export interface VoucherKey {
  readonly erpKey: string;
  readonly ediUser: string;
  readonly ediBatch: string;
  readonly supplier: string;
  readonly company: string;
  readonly invoiceNumber: string;
}

/** F0411's key of a voucher: DOC, DCT, KCO. They never change after entry (reference 13.6). */
export interface VoucherDocument {
  readonly documentNumber: string;
  readonly documentType: string;
  readonly documentCompany: string;
}

/** What a voucher is told by where no key of ours reached it (accounting 2). */
interface VoucherTraits {
  readonly invoiceDate: string;
  readonly total: string;
  readonly order: OrderReference | null;
}

/** A voucher that is looked for, with all that is known of it. */
export interface SoughtVoucher extends VoucherKey {
  readonly traits: VoucherTraits | null;
  /** As an earlier look or a person named it; null while it was never seen in the ledger. */
  readonly document: VoucherDocument | null;
  /** A call was made, so it may stand anywhere, under whatever number and supplier AP gave it. */
  readonly wasSent: boolean;
  /** Its rows stood in the batch tables. */
  readonly stood: boolean;
}

/** A voucher as its port is told of it. A reference is known once rows were written or read back. */
export function soughtVoucher(body: VoucherBody, { reference, firstSentAt }: Posted): SoughtVoucher {
  const { erpKey, ediUser, ediBatch, supplier, company, invoiceNumber, invoiceDate, total, order } = body;
  return {
    ...{ erpKey, ediUser, ediBatch, supplier, company, invoiceNumber },
    traits: { invoiceDate, total, order },
    document: documentOf(reference),
    wasSent: firstSentAt !== null || reference !== null,
    stood: reference !== null,
  };
}

export function documentOf(reference: Posted['reference']): VoucherDocument | null {
  const { documentNumber = '', documentType = '', documentCompany = '' } = reference ?? {};
  return documentNumber === '' ? null : { documentNumber, documentType, documentCompany };
}

export function shortKey(erpKey: string): string {
  return erpKey.slice(0, shortKeyLength);
}

/** A whole key of ours, and no reference of somebody else's that begins alike. */
export function isKey(text: string): boolean {
  return /^PC[A-Z2-7]{18}$/.test(text);
}

export function isShortKey(text: string): boolean {
  return /^PC[A-Z2-7]{13}$/.test(text);
}

/** Rows that carry a key of ours and were changed within so many days, as JDE counts them (reference 4.7). */
export function ofOurs(column: 'VR01' | 'URRF' | 'EDTN', days: number): readonly Condition[] {
  return [startsWith(column, keyPrefix), daysAgoOrLater('UPMJ', days)];
}

/** Rows that carry what begins like a key of ours, however old. */
export function withKeys(column: 'VR01' | 'URRF'): readonly Condition[] {
  return [startsWith(column, keyPrefix)];
}
