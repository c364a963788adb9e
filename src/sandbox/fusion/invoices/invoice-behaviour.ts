import { textOf, type JsonObject, type JsonValue } from '../../http/json-value';
import type { Actor, Behaviour, CollectionAction } from '../front/behaviour';
import { badRequest, noSuchValue } from '../front/fusion-error';
import { readValues } from '../front/read-values';
import type { FusionState } from '../fusion-state';
import { requireCombination } from '../items/combinations';
import type { Item, Values } from '../items/item';
import { closeWhatIsBilled } from '../orders/closing';
import { invoices } from '../resources/invoices';
import { cancelInvoice, cancelOneLine, cancelRefusal } from './cancel-invoice';
import { createInvoice, requireFreeNumber, requireTerms } from './create-invoice';
import { generateDistributions, isLive, orderOf } from './distributions';
import { invoiceNamed } from './holds';
import { addDistribution, addInvoiceLine, DISTRIBUTIONS, INSTALLMENTS, LINES, requireMeasures } from './invoice-lines';
import { calculateTax } from './tax';
import { validateInvoice } from './validate-invoice';

export const INVOICES: Behaviour = {
  create: (actor, body) => {
    const invoice = createInvoice(actor, body);
    closeOrdersOf(actor.state, invoice);
    return invoice;
  },
  update: patchInvoice,
  remove: (actor, invoice) => {
    const isUntouched =
      !invoice.is('ValidatedOnce') && !invoice.is('CanceledFlag') && invoice.text('AccountingStatus') !== 'Accounted';
    if (!isUntouched) throw badRequest('Only an invoice that was never validated can be deleted.');
    actor.state.collection('invoices').remove(invoice);
    closeOrdersOf(actor.state, invoice);
  },
  collectionActions: ({ state }) => ({
    validateInvoice: action('Validate Invoice', ['ProcessAction'], (actor, invoice, body) => {
      if (textOf(body['ProcessAction']) !== 'Validate') throw badRequest('The value of ProcessAction is not valid.');
      validateInvoice(actor, invoice);
    }),
    calculateTax: action('Calculate Tax', [], calculateTax),
    generateDistributions: action('Generate Distributions', [], generateDistributions),
    cancelInvoice: action('Cancel Invoice', [], (actor, invoice) => {
      const refusal = cancelRefusal(actor, invoice);
      if (refusal === undefined) {
        cancelInvoice(actor, invoice);
        return undefined;
      }
      if (actor.state.settings.cancelRefusal === 'error') throw badRequest(refusal);
      return refusal;
    }),
    [state.settings.cancelLineAction]: action('Cancel Line', ['LineNumber'], (actor, invoice, body) => {
      const number = textOf(body['LineNumber']);
      const line = invoice.list('invoiceLines').find((each) => each.text('LineNumber') === number && isLive(each));
      if (line === undefined) throw badRequest(`There is no line ${number ?? ''} to cancel.`);
      cancelOneLine(actor, invoice, line);
    }),
  }),
};

const NAMES = ['InvoiceNumber', 'BusinessUnit', 'Supplier'];

/** The invoice is identified in the body, by these names and by nothing else; a text that `act` gives is a refusal. */
function action(
  name: string,
  more: readonly string[],
  act: (actor: Actor, invoice: Item, body: JsonObject) => unknown,
): CollectionAction {
  return (actor: Actor, body: JsonObject): JsonValue => {
    const known = [...NAMES, ...more];
    const unknown = Object.keys(body).find((key) => !known.includes(key));
    if (unknown !== undefined) throw badRequest(`Invalid attribute "${unknown}" in the payload`);
    const missing = known.find((key) => textOf(body[key]) === undefined);
    if (missing !== undefined) throw badRequest(`Attribute ${missing} in invoices is required.`, { code: '27014' });
    const names: Values = Object.fromEntries(NAMES.map((key) => [key, textOf(body[key]) ?? null]));
    const refusal = act(actor, invoiceNamed(actor.state, names), body);
    return typeof refusal === 'string' ? refusal : `The current action ${name} has completed successfully.`;
  };
}

/** Applies to what is sent and to nothing else: no date, term or account follows (reference 7.3). */
function patchInvoice(actor: Actor, invoice: Item, body: JsonObject): Item {
  const { state } = actor;
  const { values, children } = readValues(invoices, body, { when: 'update' });
  const child = Object.keys(children)[0];
  if (child !== undefined) throw badRequest(`${child} are changed through their own address.`, { path: '/' });
  requireChangeable(invoice);
  if (values['InvoiceNumber'] !== undefined) {
    const { Supplier = null, BusinessUnit = null } = invoice.values;
    requireFreeNumber(state, { InvoiceNumber: values['InvoiceNumber'], Supplier, BusinessUnit }, invoice);
  }
  if (typeof values['PaymentTerms'] === 'string') requireTerms(state, values['PaymentTerms']);
  state.touch(invoice, { ...values, ...('InvoiceAmount' in values ? unvalidated(invoice) : {}) }, actor.user);
  return invoice;
}

const unvalidated = (invoice: Item): Values =>
  invoice.is('ValidatedOnce') ? { ValidationStatus: 'Needs revalidation' } : {};

function requireChangeable(invoice: Item): void {
  if (invoice.is('CanceledFlag')) throw badRequest('A canceled invoice cannot be updated.', { path: '/' });
  if (invoice.text('PaidStatus') !== 'Unpaid') throw badRequest('A paid invoice cannot be updated.', { path: '/' });
}

function closeOrdersOf(state: FusionState, invoice: Item): void {
  const found = new Set(invoice.list('invoiceLines').map((line) => orderOf(state, line)?.order));
  found.forEach((order) => order !== undefined && closeWhatIsBilled(state, order));
}

function own(parents: readonly Item[]): Item {
  const [invoice] = parents;
  if (invoice === undefined) throw new Error('A child has an invoice');
  return invoice;
}

export const INVOICE_LINES: Behaviour = {
  create: (actor, body, parents) => {
    const invoice = own(parents);
    requireChangeable(invoice);
    const line = addInvoiceLine(actor, invoice, body, '/');
    actor.state.touch(invoice, unvalidated(invoice), actor.user);
    closeOrdersOf(actor.state, invoice);
    return line;
  },
  update: (actor, line, body, parents) => {
    const invoice = own(parents);
    requireChangeable(invoice);
    const { values } = readValues(LINES, body, { when: 'update' });
    const kept = { ...line.values };
    Object.assign(line.values, values);
    try {
      const found = orderOf(actor.state, line);
      if (found !== undefined) {
        requireMeasures(actor, found.orderLine, line, '/');
        if (typeof values['DistributionCombination'] === 'string') throw noSuchValue('DistributionCombination', '/');
      }
      if (typeof values['DistributionCombination'] === 'string') {
        requireCombination(actor.state, values['DistributionCombination'], '/');
      }
    } catch (error) {
      Object.assign(line.values, kept);
      throw error;
    }
    actor.state.touch(line, values, actor.user);
    actor.state.touch(invoice, unvalidated(invoice), actor.user);
    closeOrdersOf(actor.state, invoice);
    return line;
  },
};

export const INVOICE_DISTRIBUTIONS: Behaviour = {
  create: (actor, body, parents) => {
    requireChangeable(own(parents));
    const line = parents[1];
    if (line === undefined) throw new Error('A distribution has a line');
    return addDistribution(actor, line, body, '/');
  },
  update: (actor, row, body, parents) => {
    requireChangeable(own(parents));
    const { values } = readValues(DISTRIBUTIONS, body, { when: 'update' });
    if (typeof values['DistributionCombination'] === 'string') {
      requireCombination(actor.state, values['DistributionCombination'], '/');
    }
    actor.state.touch(row, { ...values, IsGenerated: false }, actor.user);
    return row;
  },
};

export const INVOICE_INSTALLMENTS: Behaviour = {
  update: (actor, row, body) => {
    const { values } = readValues(INSTALLMENTS, body, { when: 'update' });
    const amount = values['GrossAmount'];
    const more: Values = amount === undefined ? {} : { IsExplicit: true, UnpaidAmount: amount };
    actor.state.touch(row, { ...values, ...more }, actor.user);
    return row;
  },
};
