import { decimalOf, parseDecimal } from '../../decimal';
import { numberOf } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import type { Item } from '../items/item';
import { lifeCycleOf } from '../orders/life-cycle';
import { RETAINAGE_RELEASE } from './billed';
import { createInvoice } from './create-invoice';
import { validateInvoice } from './validate-invoice';

/** AP's invoice of type *Retainage release*, matched to the line on which it was withheld (reference 7.6). */
export function releaseRetainage(actor: Actor, order: Item, lineNumber: string, amountText: string): Item {
  const { state } = actor;
  const amount = parseDecimal(amountText);
  const held = decimalOf(lifeCycleOf(state, order).text('NetRetainage'));
  if (amount === undefined || !amount.greaterThan(0) || amount.greaterThan(held)) {
    throw badRequest(`amount must be a part of what is withheld, ${held.toFixed(2)}.`);
  }
  const count = state.collection('invoices').size + 1;
  const invoice = createInvoice(actor, {
    InvoiceNumber: `RR-${order.text('OrderNumber')}-${count}`,
    InvoiceAmount: numberOf(amount.toFixed()),
    InvoiceDate: state.today(),
    BusinessUnit: order.text('BillToBU'),
    Supplier: order.text('Supplier'),
    SupplierSite: order.text('SupplierSite'),
    InvoiceType: RETAINAGE_RELEASE,
    invoiceLines: [
      {
        LineType: 'Item',
        LineAmount: numberOf(amount.toFixed()),
        PurchaseOrderNumber: order.text('OrderNumber'),
        PurchaseOrderLineNumber: numberOf(lineNumber),
        PurchaseOrderScheduleLineNumber: numberOf('1'),
      },
    ],
  });
  validateInvoice(actor, invoice);
  return invoice;
}
