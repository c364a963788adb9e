import { equals } from '../money/money';
import type { PaymentRecord } from '../procore/contract-payment';
import type { ProcoreContractPayment } from '../procore/contract-payment';

/** A record of the commitment that this payment was not written as. */
export interface OtherRecord extends ProcoreContractPayment {
  /** It was written from here, for another payment. */
  readonly isOurs: boolean;
}

const dayMs = 86_400_000;
const mostDays = 10;

/**
 * Records of others that may be this payment: the same check number, or the same requisition and amount within ten days. What was
 * written from here for another payment is none: one check may pay several invoices.
 */
export function alikeByHand<Other extends OtherRecord>(
  record: PaymentRecord,
  others: readonly Other[],
): readonly Other[] {
  return others.filter((other) => !other.isOurs && (isSameCheck(record, other) || isSameBill(record, other)));
}

function isSameCheck({ checkNumber }: PaymentRecord, other: OtherRecord): boolean {
  return checkNumber !== '' && bare(other.checkNumber ?? '') === bare(checkNumber);
}

/** As people type them. */
function bare(number: string): string {
  return number.replace(/[\s-]/g, '').replace(/^0+/, '').toUpperCase();
}

function isSameBill({ requisitionId, amount, date }: PaymentRecord, other: OtherRecord): boolean {
  if (other.requisitionId !== requisitionId || !equals(other.amount, amount)) return false;
  return other.date === null || Math.abs(Date.parse(other.date) - Date.parse(date)) <= mostDays * dayMs;
}
