import type { InvoiceBody } from '../../../domain/fusion/bodies/invoice-body';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { Look } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import type { FusionConnection } from '../connect';
import { foundInvoice } from '../postings/invoice-rows';
import { findInvoices, invoiceCalled, makeInvoice } from '../postings/invoices';
import { orderTakesInvoice } from './order-takes-invoice';
import { changedOfOurs, oursFound } from './of-ours';

/** Invoices, by their key at the start of the description. */
export function invoicePort(fusion: FusionConnection, settings: PostingSettings): PostingPort {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) {
        const body = one.body as InvoiceBody;
        const { ours, strangers } = await findInvoices(fusion, one, body);
        looks.push({ key: one.key, found: ours.map((read) => foundInvoice(body, read)), strangers, running: false });
      }
      return looks;
    },
    ready: (one) => orderTakesInvoice(fusion, settings, one.body as InvoiceBody),
    send: (one) => makeInvoice(fusion, one.body as InvoiceBody),
    called: (one, text) => invoiceCalled(fusion, one.body as InvoiceBody, text),
    changedWithin: (days) => changedOfOurs(fusion, 'invoices', days),
    ours: (days) => oursFound(fusion, 'invoices', days),
  };
}
