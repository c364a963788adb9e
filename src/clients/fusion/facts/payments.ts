import { payingUnits } from '../../../domain/fusion/business-units';
import {
  fusionPaymentId,
  idsOf,
  paymentOfInvoice,
  type FusionPayment,
  type FusionPaymentRow,
} from '../../../domain/fusion/payment';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { ErpPayment } from '../../../domain/payment/erp-payment';
import type { CheckStep } from '../../erp-adapter';
import type { PaymentSource } from '../../erp-sources';
import { tried } from '../../tried-step';
import { text } from '../calls/cells';
import { changedSince } from '../calls/changed-since';
import { childrenSchema, readPage, type Row } from '../calls/collection-page';
import { equalText } from '../calls/query';
import { rowsByIds } from '../calls/rows-by-ids';
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
    read: async (id) => (await readTogether(fusion, [id]))[0] ?? null,
    readAll: (ids) => readTogether(fusion, ids),
  };
}

async function readTogether(fusion: FusionConnection, ids: readonly string[]): Promise<readonly ErpPayment[]> {
  const named = ids.flatMap((id) => idsOf(id) ?? []);
  const payments = await rowsByIds(
    fusion,
    { ...asked, purpose: 'a payment' },
    named.map(({ checkId }) => checkId),
  );
  const paying = named.filter(({ checkId }) => payments.has(checkId));
  const invoices = await rowsByIds(
    fusion,
    { resource: 'invoices', purpose: 'invoice of a payment', key: 'InvoiceId' },
    paying.map(({ invoiceId }) => invoiceId),
  );
  return paying.flatMap(({ checkId, invoiceId }) => {
    const row = payments.get(checkId) ?? {};
    // Amounts are in the invoice's currency, which the payment does not say.
    const currency = text(invoices.get(invoiceId) ?? {}, 'InvoiceCurrency') || text(row, 'PaymentCurrency');
    return paymentOfInvoice(paymentOf(row), invoiceId, currency) ?? [];
  });
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
