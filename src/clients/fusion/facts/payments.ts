import { payingUnits } from '../../../domain/fusion/business-units';
import {
  fusionPaymentId,
  idsOf,
  paymentOfInvoice,
  type FusionPayment,
  type FusionPaymentRow,
} from '../../../domain/fusion/payment';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { CheckStep } from '../../erp-adapter';
import type { PaymentSource } from '../../erp-sources';
import { tried } from '../../tried-step';
import { text } from '../calls/cells';
import { changedSince } from '../calls/changed-since';
import { childrenSchema, readPage, type Row } from '../calls/collection-page';
import { equalId, equalText } from '../calls/query';
import { instantOf } from '../calls/timestamps';
import type { FusionConnection } from '../connect';

const dayMs = 86_400_000;
const asked = { resource: 'payablesPayments', key: 'CheckId', expand: 'relatedInvoices' } as const;

/** Payments of Payables, by what they pay of each invoice (reference 7.5). */
export function paymentSource(fusion: FusionConnection, posting: PostingSettings): PaymentSource {
  return {
    check: async () => {
      const steps: CheckStep[] = [];
      const ask =
        'ask the Fusion security administrator for a role of the integration user that may read payablesPayments, and for its data access to the business units';
      await tried(steps, 'resource payablesPayments', ask, async () => {
        const page = { ...asked, purpose: 'connection check', conditions: [] };
        const { rows } = await readPage(fusion.caller, fusion.settings, page, { limit: 1 });
        return rows.length > 0 ? 'readable' : 'readable, no row to see: a missing data access looks the same';
      });
      return steps;
    },
    changedWithin: async (days) => {
      const from = fusion.nowMs() - days * dayMs;
      const payments: FusionPayment[] = [];
      for (const { name } of payingUnits(posting)) {
        const conditions = [equalText('BusinessUnit', name)];
        const rows = await changedSince(fusion, { ...asked, purpose: 'payments that changed', conditions }, from);
        for (const row of rows) payments.push(paymentOf(await fusion.collections.complete(asked, row)));
      }
      return payments.flatMap((payment) => {
        const invoiceIds = [...new Set(payment.rows.map(({ invoiceId }) => invoiceId))];
        const { checkId, status, changedAt } = payment;
        return invoiceIds.map((invoiceId) => ({
          ...{ id: fusionPaymentId(checkId, invoiceId), status, changedAt },
          invoice: { invoiceId },
        }));
      });
    },
    read: async (id) => {
      const ids = idsOf(id);
      if (ids === null) return null;
      const conditions = [equalId('CheckId', ids.checkId)];
      const [row] = await fusion.collections.all({ ...asked, purpose: 'a payment', conditions });
      if (row === undefined) return null;
      return paymentOfInvoice(paymentOf(row), ids.invoiceId, await currencyOf(fusion, ids.invoiceId, row));
    },
  };
}

/** Amounts are in the invoice's currency, which the payment does not say. */
async function currencyOf(fusion: FusionConnection, invoiceId: string, payment: Row): Promise<string> {
  const invoice = { resource: 'invoices', purpose: 'invoice of a payment', key: 'InvoiceId' };
  const [row] = await fusion.collections.all({ ...invoice, conditions: [equalId('InvoiceId', invoiceId)] });
  return text(row ?? {}, 'InvoiceCurrency') || text(payment, 'PaymentCurrency');
}

function paymentOf(row: Row): FusionPayment {
  return {
    checkId: text(row, 'CheckId'),
    number: text(row, 'PaymentNumber'),
    status: text(row, 'PaymentStatus'),
    method: text(row, 'PaymentMethod'),
    date: text(row, 'PaymentDate').slice(0, 10),
    changedAt: new Date(instantOf(text(row, 'LastUpdateDate'))).toISOString(),
    rows: (childrenSchema.parse(row['relatedInvoices']) ?? []).map(paidOf),
  };
}

function paidOf(row: Row): FusionPaymentRow {
  return {
    invoicePaymentId: text(row, 'InvoicePaymentId'),
    invoiceId: text(row, 'InvoiceId'),
    invoiceNumber: text(row, 'InvoiceNumber'),
    status: text(row, 'InvoicePaymentStatus'),
    amount: text(row, 'AmountPaidInvoiceCurrency') || '0',
    discount: text(row, 'DiscountTaken') || '0',
  };
}
