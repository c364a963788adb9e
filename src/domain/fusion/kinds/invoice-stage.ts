import { equals } from '../../money/money';
import type { PostingStage } from '../../posting/stages/posting-stage';
import type { InvoiceBody } from '../bodies/invoice-body';

/** Where an invoice stands in Fusion, as it was read. */
export interface InvoiceStanding {
  /** `Not validated`, `Needs revalidation`, `Validated`, `Canceled`. */
  readonly validation: string;
  /** Whether `validation` says that it was validated; a pod may word it otherwise while a hold is open. */
  readonly validated: boolean;
  readonly canceled: boolean;
  /** `Required`, `Initiated`, `Workflow approved` ...; `''` where it is not given. */
  readonly approval: string;
  /** Names of its holds that nobody released. */
  readonly openHolds: readonly string[];
  /** Each line has distributions, so that tax was worked out before. */
  readonly distributed: boolean;
  /** Tax lines in sum. */
  readonly tax: string;
  /** Installments in sum; null where they were not given. */
  readonly installments: string | null;
}

const unapproved = new Set(['required', 'initiated', 'rejected', 'needs reapproval']);

/**
 * `delivered`: it stands, its tax is settled and what is to be paid is what the certificate says. `vouchered`: validated. `posted`:
 * no hold is open but ours for payment, and approval is not needed or given (accounting-fusion 3).
 */
export function invoiceStage(body: InvoiceBody, standing: InvoiceStanding): PostingStage {
  if (standing.canceled || standing.validation === 'Canceled') return 'voided';
  if (standing.validated) return isPostedInFusion(body, standing) ? 'posted' : 'vouchered';
  return isSettled(body, standing) ? 'delivered' : 'stands';
}

/** Of an invoice of others too. */
export function isPostedInFusion(
  { paymentHold }: { readonly paymentHold: string | null },
  { validated, openHolds, approval }: Pick<InvoiceStanding, 'validated' | 'openHolds' | 'approval'>,
): boolean {
  const others = openHolds.filter((name) => name !== paymentHold);
  return validated && others.length === 0 && !unapproved.has(approval.toLowerCase());
}

/** What comes before validation is done: nothing of it is asked for again. */
function isSettled(body: InvoiceBody, { distributed, tax, installments, openHolds }: InvoiceStanding): boolean {
  const isHeld = body.paymentHold === null || openHolds.includes(body.paymentHold);
  return (
    distributed && isHeld && equals(tax, body.tax) && (installments === null || equals(installments, body.payable))
  );
}

/** In Fusion's words, with the holds that are open: `Validated; on hold: Amount`. */
export function invoiceStageWord({ validation, canceled, approval, openHolds }: InvoiceStanding): string {
  const holds = openHolds.length === 0 ? '' : `on hold: ${openHolds.join(', ')}`;
  const waits = unapproved.has(approval.toLowerCase()) ? `approval ${approval.toLowerCase()}` : '';
  return [canceled ? 'Canceled' : validation, holds, waits].filter((part) => part !== '').join('; ');
}

/** By its `PaidStatus`; `''` where it is not given. */
export function isPaid(status: string): boolean {
  return status !== '' && status.toLowerCase() !== 'unpaid';
}

/** By its `AccountingStatus`: in whole or in part. */
export function isAccounted(status: string): boolean {
  return /^(partially )?accounted$/i.test(status);
}
