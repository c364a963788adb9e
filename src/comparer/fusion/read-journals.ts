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
    JeBatchId: text,
    BatchName: text,
    Status: text,
    ReversedByBatchId: text,
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
type Batch = z.infer<typeof batchesSchema>[number];

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

/** Lines of ours in all batches, also in those that reverse one of ours, whatever these say of themselves. */
export async function readJournals(controlUrl: string): Promise<readonly JournalLine[]> {
  const batches = await fetchControl(controlUrl, 'items/journalBatches', batchesSchema);
  const linesOf = ({ journalHeaders }: Batch) => journalHeaders.flatMap(({ journalLines }) => journalLines);
  return batches.flatMap((batch) => {
    const name = batch.BatchName ?? '';
    const reversed = batches.find(({ ReversedByBatchId: by }) => by != null && by === batch.JeBatchId);
    const originals = reversed === undefined ? [] : linesOf(reversed);
    return linesOf(batch).flatMap((line, index): JournalLine[] => {
      const [, document = '', lineId = ''] = referenceIn(line) ?? referenceIn(originals[index]) ?? [];
      if (document === '') return [];
      const where = `Fusion batch ${name}`;
      const amount = amountOf(line.EnteredDr, where).minus(amountOf(line.EnteredCr, where));
      const account = line.AccountCombination ?? '';
      return [{ batch: name, isPosted: batch.Status === 'P', document, lineId, account, amount }];
    });
  });
}

function referenceIn(line: Batch['journalHeaders'][number]['journalLines'][number] | undefined) {
  const reference = /^((?:directCost|changeOrder|memoRelief|accrual)\/[\w-]+)(?:\/(\w+))?(?=\s|$)/;
  return reference.exec(line?.Description ?? '');
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
