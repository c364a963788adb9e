import { Router } from 'express';
import { textOf, type JsonObject } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import type { FusionState } from '../fusion-state';
import { cancelInvoice, cancelRefusal } from '../invoices/cancel-invoice';
import { createInvoice, PAYABLES_USER } from '../invoices/create-invoice';
import { openHolds, placeHold, releaseHold } from '../invoices/holds';
import { INVOICE_LINES, INVOICES } from '../invoices/invoice-behaviour';
import { payInvoice, voidPayment } from '../invoices/payments';
import { releaseRetainage } from '../invoices/release-retainage';
import { validateInvoice } from '../invoices/validate-invoice';
import { closeWhatIsBilled } from '../orders/closing';
import { orderOf } from '../invoices/distributions';
import type { Item } from '../items/item';
import { controlObject, requiredText, textFrom } from './control-body';
import { ControlError } from './control-error';
import { plain } from './item-routes';
import { objectIn, orderNamed } from './order-acts';

type Act = (actor: Actor, body: JsonObject) => Item;

/** `/control/ap/{act}`: what the people of Payables do; `invoice` is an InvoiceId, or a number with `supplier`. */
const ACTS: Readonly<Record<string, Act>> = {
  /** An invoice by hand, in the form of `POST /invoices`; validated unless `validate` is false. */
  book: (actor, body) => {
    const invoice = createInvoice(actor, objectIn(body, 'body'));
    if (body['validate'] !== false) validateInvoice(actor, invoice);
    closeOrders(actor.state, invoice);
    return invoice;
  },
  /** A change by hand of the header, or of one line by its number. */
  change: (actor, body) => {
    const invoice = invoiceNamed(actor.state, body);
    const number = textFrom(body, 'line');
    const change = objectIn(body, 'body');
    if (number === undefined) return INVOICES.update?.(actor, invoice, change, []) ?? invoice;
    const line = invoice.list('invoiceLines').find((each) => each.text('LineNumber') === number);
    if (line === undefined) throw new ControlError(`line ${number} is not there`);
    INVOICE_LINES.update?.(actor, line, change, [invoice]);
    return invoice;
  },
  validate: (actor, body) => done(actor, body, (invoice) => validateInvoice(actor, invoice)),
  hold: (actor, body) =>
    done(actor, body, (invoice) => {
      placeHold(actor, invoice, { name: requiredText(body, 'name'), reason: textFrom(body, 'reason') ?? '' }, true);
    }),
  /** Releases the open holds of that name, or all. */
  releaseHold: (actor, body) =>
    done(actor, body, (invoice) => {
      const name = textFrom(body, 'name');
      const holds = openHolds(actor.state, invoice).filter(
        (hold) => name === undefined || hold.text('HoldName') === name,
      );
      if (holds.length === 0) throw new ControlError(`There is no open hold ${name ?? ''}`);
      holds.forEach((hold) =>
        releaseHold(actor, hold, textFrom(body, 'releaseName') ?? 'Approved', textFrom(body, 'reason') ?? null),
      );
    }),
  approve: (actor, body) => setStatus(actor, body, { ApprovalStatus: textFrom(body, 'status') ?? 'Manually approved' }),
  reject: (actor, body) => setStatus(actor, body, { ApprovalStatus: 'Rejected' }),
  account: (actor, body) => setStatus(actor, body, { AccountingStatus: 'Accounted' }),
  cancel: (actor, body) =>
    done(actor, body, (invoice) => {
      const refusal = cancelRefusal(actor, invoice);
      if (refusal !== undefined) throw new ControlError(refusal);
      cancelInvoice(actor, invoice);
    }),
  delete: (actor, body) => done(actor, body, (invoice) => INVOICES.remove?.(actor, invoice, [])),
  pay: (actor, body) => {
    const amount = textFrom(body, 'amount');
    const discount = textFrom(body, 'discount') ?? '0';
    return payInvoice(actor, invoiceNamed(actor.state, body), amount, discount, textFrom(body, 'date'));
  },
  voidPayment: (actor, body) => {
    const id = requiredText(body, 'payment');
    const payment = actor.state.collection('payablesPayments').get(id);
    if (payment === undefined) throw new ControlError(`There is no payment ${id}`);
    voidPayment(actor, payment);
    return payment;
  },
  /** AP's invoice of type Retainage release on one line of an order. */
  releaseRetainage: (actor, body) =>
    releaseRetainage(actor, orderNamed(actor.state, body), requiredText(body, 'line'), requiredText(body, 'amount')),
};

export function payablesRoutes(state: FusionState): Router {
  const router = Router();
  router.post('/control/ap/:act', (request, response, next) => {
    const act = ACTS[request.params.act];
    if (act === undefined) {
      next();
      return;
    }
    const body = controlObject(request);
    response.json(plain(act({ state, user: textFrom(body, 'user') ?? PAYABLES_USER }, body)));
  });
  return router;
}

function invoiceNamed(state: FusionState, body: JsonObject): Item {
  const name = requiredText(body, 'invoice');
  const supplier = textOf(body['supplier']);
  const found = state
    .collection('invoices')
    .all()
    .filter(
      (each) =>
        each.text('InvoiceId') === name ||
        (each.text('InvoiceNumber') === name && (supplier === undefined || each.text('Supplier') === supplier)),
    );
  if (found.length !== 1 || found[0] === undefined) {
    throw new ControlError(
      `invoice ${name} is ${found.length === 0 ? 'not there' : 'there more than once: give supplier'}`,
    );
  }
  return found[0];
}

function done(actor: Actor, body: JsonObject, act: (invoice: Item) => void): Item {
  const invoice = invoiceNamed(actor.state, body);
  act(invoice);
  return invoice;
}

function setStatus(actor: Actor, body: JsonObject, values: Item['values']): Item {
  return done(actor, body, (invoice) => actor.state.touch(invoice, values, actor.user));
}

function closeOrders(state: FusionState, invoice: Item): void {
  const orders = new Set(invoice.list('invoiceLines').map((line) => orderOf(state, line)?.order));
  orders.forEach((order) => order !== undefined && closeWhatIsBilled(state, order));
}
