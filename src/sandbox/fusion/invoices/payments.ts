import { decimalOf, parseDecimal, sumOf, ZERO } from '../../decimal';
import type { Actor } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import { Item, type Values } from '../items/item';
import { complete, emptyValues } from '../items/item-from';
import { childOf } from '../resources/definition';
import { payablesPayments } from '../resources/invoices';
import { payableOf } from './distributions';
import { openHolds } from './holds';
import { newRow } from './invoice-lines';

const RELATED = childOf(payablesPayments, 'relatedInvoices');

/** A payment of what is open, or of a part; the discount is taken besides what is paid in cash. */
export function payInvoice(
  actor: Actor,
  invoice: Item,
  given: string | undefined,
  discountText: string,
  date?: string,
): Item {
  const { state, user } = actor;
  const payable = payableOf(state, invoice);
  const discount = parseDecimal(discountText) ?? ZERO;
  const open = payable.minus(decimalOf(invoice.text('AmountPaid')));
  const amount = given === undefined ? open.minus(discount) : parseDecimal(given);
  const isRight = amount !== undefined && !amount.isZero() && amount.plus(discount).abs().lessThanOrEqualTo(open.abs());
  if (!isRight) {
    throw badRequest(`amount must be a part of what is open, ${open.toFixed(2)}.`);
  }
  if (invoice.text('ValidationStatus') !== 'Validated' || openHolds(state, invoice).length > 0) {
    throw badRequest(
      `Only a validated invoice without open holds is paid; this one is ${invoice.text('ValidationStatus')}.`,
    );
  }
  const supplier = { Payee: invoice.text('Supplier'), PayeeSite: invoice.text('SupplierSite') };
  const payment = newRow(actor, payablesPayments, {
    PaymentNumber: String(1000 + state.collection('payablesPayments').size),
    PaymentAmount: amount.toFixed(),
    PaymentCurrency: invoice.text('PaymentCurrency'),
    PaymentDate: date ?? state.today(),
    ...supplier,
    SupplierNumber: invoice.text('SupplierNumber'),
    PaymentMethod: invoice.text('PaymentMethod'),
    PaymentStatus: 'Negotiable',
    PaymentType: 'Quick',
    BusinessUnit: invoice.text('BusinessUnit'),
  });
  payment.values['PaymentId'] = payment.text('CheckId');
  payment.list('relatedInvoices').push(
    relatedRow(actor, {
      InvoiceId: invoice.text('InvoiceId'),
      InvoiceBusinessUnit: invoice.text('BusinessUnit'),
      InvoiceNumber: invoice.text('InvoiceNumber'),
      InstallmentNumber: '1',
      AmountPaidPaymentCurrency: amount.toFixed(),
      AmountPaidInvoiceCurrency: amount.toFixed(),
      InvoicePaymentStatus: 'Negotiable',
      DiscountTaken: discount.toFixed(),
    }),
  );
  state.collection('payablesPayments').add(payment);
  settlePaid(actor, invoice, user);
  return payment;
}

/** It stays in the list; whether its row keeps its amount or gets its opposite is the switch `voidedPayment`. */
export function voidPayment(actor: Actor, payment: Item): void {
  const { state, user } = actor;
  if (payment.text('PaymentStatus') === 'Voided') {
    throw badRequest(`Payment ${payment.text('PaymentNumber')} is voided already.`);
  }
  state.touch(payment, { PaymentStatus: 'Voided' }, user);
  const rows = payment.list('relatedInvoices');
  for (const row of [...rows]) {
    row.values['InvoicePaymentStatus'] = 'Voided';
    if (state.settings.voidedPayment === 'negativeRow') {
      const opposite = (name: string): string => decimalOf(row.text(name)).negated().toFixed();
      const { InvoicePaymentId: _id, ...same } = row.values;
      rows.push(
        relatedRow(actor, {
          ...same,
          AmountPaidPaymentCurrency: opposite('AmountPaidPaymentCurrency'),
          AmountPaidInvoiceCurrency: opposite('AmountPaidInvoiceCurrency'),
          DiscountTaken: opposite('DiscountTaken'),
        }),
      );
    }
    const invoice = state.collection('invoices').get(row.text('InvoiceId'));
    if (invoice !== undefined) settlePaid(actor, invoice, user);
  }
}

/** Reckoned from all payments that are not voided; discounts count as paid. */
function settlePaid(actor: Actor, invoice: Item, user: string): void {
  const { state } = actor;
  const rows = state
    .collection('payablesPayments')
    .all()
    .filter((payment) => payment.text('PaymentStatus') !== 'Voided')
    .flatMap((payment) => payment.list('relatedInvoices'))
    .filter((row) => row.text('InvoiceId') === invoice.text('InvoiceId'));
  const paid = sumOf(
    rows.map((row) => decimalOf(row.text('AmountPaidInvoiceCurrency')).plus(decimalOf(row.text('DiscountTaken')))),
  );
  const payable = payableOf(state, invoice);
  const status = paid.isZero() ? 'Unpaid' : paid.equals(payable) ? 'Paid' : 'Partially paid';
  state.touch(invoice, { AmountPaid: paid.toFixed(), PaidStatus: status }, user);
  let left = paid;
  for (const row of invoice.list('invoiceInstallments')) {
    const gross = decimalOf(row.text('GrossAmount'));
    const share = left.abs().lessThan(gross.abs()) ? left : gross;
    row.values['UnpaidAmount'] = gross.minus(share).toFixed();
    left = left.minus(share);
  }
}

function relatedRow(actor: Actor, values: Values): Item {
  const row = new Item({ ...emptyValues(RELATED), ...values });
  complete(actor.state, RELATED, row);
  return row;
}
