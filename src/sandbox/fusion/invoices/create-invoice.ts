import { decimalOf, sumOf, type Decimal } from '../../decimal';
import type { JsonObject } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import { badRequest, noSuchValue } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import type { FusionState } from '../fusion-state';
import { requireCombination } from '../items/combinations';
import type { Item, Values } from '../items/item';
import { childOf } from '../resources/definition';
import { invoices } from '../resources/invoices';
import { RETAINAGE_RELEASE } from './billed';
import { setInstallments } from './distributions';
import { addInvoiceLine, INSTALLMENTS, newRow } from './invoice-lines';
import { isPayablesOpen } from './periods';

const REFERENCE_KEYS = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => `ReferenceKey${name}`);
const ATTACHMENTS = childOf(invoices, 'attachments');

export function createInvoice(actor: Actor, body: JsonObject): Item {
  const { state } = actor;
  const writable = state.settings.referenceKeys === 'writable' ? REFERENCE_KEYS : [];
  const { values, children } = readValues(invoices, body, { when: 'create', writable });
  resolveParties(state, values);
  resolveKind(actor, values);
  resolveDates(state, values);
  requireFreeNumber(state, values);
  const invoice = newRow(actor, invoices, { ...values, ...startValues(state) });
  const { length } = invoice.text('InvoiceNumber');
  if (length > state.settings.invoiceNumberLength) {
    throw badRequest(`InvoiceNumber must have at most ${state.settings.invoiceNumberLength} characters.`, {
      path: '/',
    });
  }
  (children['invoiceLines'] ?? []).forEach((row, at) => addInvoiceLine(actor, invoice, row, `/invoiceLines/${at}`));
  requireSums(state, invoice);
  (children['invoiceInstallments'] ?? []).forEach((row, at) => {
    const read = readValues(INSTALLMENTS, row, { when: 'create', path: `/invoiceInstallments/${at}` });
    const amount = read.values['GrossAmount'] ?? null;
    const more = { IsExplicit: true, UnpaidAmount: amount };
    invoice.list('invoiceInstallments').push(newRow(actor, INSTALLMENTS, { ...read.values, ...more }));
  });
  for (const row of children['attachments'] ?? []) {
    invoice
      .list('attachments')
      .push(newRow(actor, ATTACHMENTS, readValues(ATTACHMENTS, row, { when: 'create' }).values));
  }
  setInstallments(actor, invoice);
  return state.collection('invoices').add(invoice);
}

function startValues(state: FusionState): Values {
  const needsApproval = state.settings.invoiceApproval !== 'notRequired';
  return {
    ValidationStatus: 'Not validated',
    PaidStatus: 'Unpaid',
    ApprovalStatus: needsApproval ? 'Required' : 'Not required',
    AccountingStatus: 'Unaccounted',
    AmountPaid: '0',
  };
}

/** The business unit that owes, a supplier that may be paid, and a pay site that is assigned to the unit (reference 3.1). */
function resolveParties(state: FusionState, values: Values): void {
  const unit = state.collection('finBusinessUnitsLOV').find({ BusinessUnitName: values['BusinessUnit'] ?? null });
  if (unit === undefined) throw noSuchValue('BusinessUnit', '/');
  const supplier = state
    .collection('suppliers')
    .all()
    .find(
      (each) =>
        each.values['Supplier'] === (values['Supplier'] ?? each.values['Supplier']) &&
        each.values['SupplierNumber'] === (values['SupplierNumber'] ?? each.values['SupplierNumber']),
    );
  const isNamed = (values['Supplier'] ?? values['SupplierNumber'] ?? null) !== null;
  const mayBePaid =
    supplier?.text('BusinessRelationshipCode') === 'SPEND_AUTHORIZED' && supplier.text('Status') === 'ACTIVE';
  if (!isNamed || supplier === undefined || !mayBePaid) throw noSuchValue('Supplier', '/');
  const site = supplier
    .list('sites')
    .find(
      (each) =>
        each.text('SupplierSite') === values['SupplierSite'] &&
        each.is('SitePurposePayFlag') &&
        each.text('Status') === 'ACTIVE' &&
        each
          .list('assignments')
          .some((row) => row.text('ClientBUId') === unit.text('BusinessUnitId') && row.text('Status') === 'ACTIVE'),
    );
  if (site === undefined) throw noSuchValue('SupplierSite', '/');
  values['Supplier'] = supplier.text('Supplier');
  values['SupplierNumber'] = supplier.text('SupplierNumber');
  values['LegalEntity'] = unit.values['LegalEntityName'] ?? null;
  values['PaymentTerms'] ??= site.values['PaymentTerms'] ?? null;
  values['InvoiceCurrency'] ??= site.values['InvoiceCurrencyCode'] ?? 'USD';
  values['PaymentCurrency'] ??= values['InvoiceCurrency'];
  values['PaymentMethod'] ??= 'Check';
  values['LiabilityDistribution'] ??= unit.values['LiabilityCombination'] ?? null;
}

function resolveKind(actor: Actor, values: Values): void {
  const { state } = actor;
  const { settings } = state;
  values['InvoiceSource'] ??= 'Manual Invoice Entry';
  if (state.collection('payablesSources').find({ Source: values['InvoiceSource'] }) === undefined) {
    throw noSuchValue('InvoiceSource', '/');
  }
  values['InvoiceSourceCode'] = values['InvoiceSource'];
  values['InvoiceType'] ??= 'Standard';
  const mayRelease = settings.retainageReleasePost === 'accepted' || actor.user === PAYABLES_USER;
  const types = ['Standard', 'Credit memo', ...(mayRelease ? [RETAINAGE_RELEASE] : [])];
  if (!types.includes(String(values['InvoiceType']))) throw noSuchValue('InvoiceType', '/');
  if ((values['PaymentTerms'] ?? null) !== null) requireTerms(state, String(values['PaymentTerms']));
  if (typeof values['LiabilityDistribution'] === 'string') {
    requireCombination(state, values['LiabilityDistribution'], '/');
  }
  const amount = decimalOf(String(values['InvoiceAmount']));
  const isCredit = values['InvoiceType'] === 'Credit memo';
  if (isCredit ? amount.greaterThan(0) : amount.lessThan(0)) {
    throw badRequest(`The amount of an invoice of type ${String(values['InvoiceType'])} cannot have this sign.`, {
      path: '/',
    });
  }
  if (amount.isZero() && settings.zeroInvoices === 'refused') {
    throw badRequest('The amount of an invoice cannot be zero.', { path: '/' });
  }
}

/** Whoever of Payables books by hand, over the control port. */
export const PAYABLES_USER = 'AP.CLERK';

export function requireTerms(state: FusionState, name: string): void {
  if (state.collection('payablesPaymentTerms').find({ name }) === undefined) throw noSuchValue('PaymentTerms', '/');
}

function resolveDates(state: FusionState, values: Values): void {
  values['InvoiceDate'] ??= state.today();
  values['AccountingDate'] ??= values['InvoiceDate'];
  values['TermsDate'] ??= values['InvoiceDate'];
  const isOpen = isPayablesOpen(state, String(values['BusinessUnit']), String(values['AccountingDate']));
  if (!isOpen && state.settings.closedPeriod === 'refused') {
    throw badRequest('The accounting date is not in an open Payables period.', { path: '/' });
  }
}

/** Canceled invoices keep their number (reference 7.4). */
export function requireFreeNumber(state: FusionState, values: Values, except?: Item): void {
  const twin = state
    .collection('invoices')
    .all()
    .find(
      (each) =>
        each !== except &&
        each.text('InvoiceNumber') === values['InvoiceNumber'] &&
        each.text('Supplier') === values['Supplier'] &&
        (state.settings.duplicateScope === 'supplier' || each.text('BusinessUnit') === values['BusinessUnit']),
    );
  if (twin !== undefined) {
    throw badRequest("You must enter a different number. There's already an invoice with that number.", {
      code: 'AP-810245',
      path: '/',
    });
  }
}

function requireSums(state: FusionState, invoice: Item): void {
  const amount = decimalOf(invoice.text('InvoiceAmount'));
  const lines = invoice.list('invoiceLines').map((line) => decimalOf(line.text('LineAmount')));
  if (state.settings.mixedSignLines === 'refused' && hasBothSigns(lines)) {
    throw badRequest('The lines of an invoice must all have the sign of its type.', { path: '/' });
  }
  if (state.settings.amountMismatch === 'refused' && !sumOf(lines).equals(amount)) {
    throw badRequest('The sum of the lines must equal the invoice amount.', { path: '/' });
  }
}

const hasBothSigns = (amounts: readonly Decimal[]): boolean =>
  amounts.some((each) => each.greaterThan(0)) && amounts.some((each) => each.lessThan(0));
