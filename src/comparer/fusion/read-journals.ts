import { z } from 'zod';
import { amountOf, sumOf, zero, type Amount } from '../amount';
import type { InvoicePayment } from '../check-payments';
import { fetchControl } from '../read-json';

/** A line of a journal that names a document of ours: by the first word of its description. */
export interface JournalLine {
  readonly batch: string;
  readonly isPosted: boolean;
  /** `directCost/5567123`. */
  readonly document: string;
  /** Of the document; '': it answers others. */
  readonly lineId: string;
  readonly account: string;
  /** Debit less credit. */
  readonly amount: Amount;
}

const text = z.string().nullish();
const batchesSchema = z.array(
  z.object({
    BatchName: text,
    Status: text,
    journalHeaders: z
      .array(
        z.object({
          journalLines: z
            .array(z.object({ AccountCombination: text, EnteredDr: text, EnteredCr: text, Description: text }))
            .default([]),
        }),
      )
      .default([]),
  }),
);
const paymentsSchema = z.array(
  z.object({
    CheckId: z.string(),
    PaymentNumber: text,
    PaymentStatus: text,
    relatedInvoices: z
      .array(
        z.object({
          InvoicePaymentId: z.string(),
          InvoiceId: z.string(),
          AmountPaidInvoiceCurrency: text,
          InvoicePaymentStatus: text,
        }),
      )
      .default([]),
  }),
);

/** Lines of ours in all batches, also in those that reverse one of ours. */
export async function readJournals(controlUrl: string): Promise<readonly JournalLine[]> {
  const batches = await fetchControl(controlUrl, 'items/journalBatches', batchesSchema);
  return batches.flatMap(({ BatchName, Status, journalHeaders }) => {
    const batch = BatchName ?? '';
    return journalHeaders.flatMap(({ journalLines }) =>
      journalLines.flatMap((line): JournalLine[] => {
        const [, document = '', lineId = ''] =
          /^((?:directCost|changeOrder|memoRelief|accrual)\/[\w-]+)(?:\/(\w+))?(?=\s|$)/.exec(line.Description ?? '') ??
          [];
        if (document === '') return [];
        const where = `Fusion batch ${batch}`;
        const amount = amountOf(line.EnteredDr, where).minus(amountOf(line.EnteredCr, where));
        return [{ batch, isPosted: Status === 'P', document, lineId, account: line.AccountCombination ?? '', amount }];
      }),
    );
  });
}

export async function readPayments(controlUrl: string): Promise<readonly InvoicePayment[]> {
  const payments = await fetchControl(controlUrl, 'items/payablesPayments', paymentsSchema);
  return payments.flatMap(({ PaymentNumber, CheckId, PaymentStatus, relatedInvoices }) => {
    const name = `payment ${PaymentNumber ?? CheckId}`;
    return [...new Set(relatedInvoices.map(({ InvoiceId }) => InvoiceId))].map((invoiceId): InvoicePayment => {
      const rows = relatedInvoices
        .filter((row) => row.InvoiceId === invoiceId)
        .sort((one, other) => (BigInt(one.InvoicePaymentId) < BigInt(other.InvoicePaymentId) ? -1 : 1));
      const isVoid = (word: string | null | undefined): boolean => /^voided$/i.test(word ?? '');
      const isVoided = isVoid(PaymentStatus) || rows.every((row) => isVoid(row.InvoicePaymentStatus));
      const paid = sumOf(rows.map((row) => amountOf(row.AmountPaidInvoiceCurrency, `Fusion ${name}`)));
      return {
        id: `${CheckId}-${invoiceId}`,
        name,
        invoice: invoiceId,
        originId: rows[0]?.InvoicePaymentId ?? '',
        amount: isVoided ? zero : paid,
      };
    });
  });
}
