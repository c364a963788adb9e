import type { Actor } from '../front/behaviour';
import { badRequest } from '../front/fusion-error';
import type { FusionState } from '../fusion-state';
import type { Item, Values } from '../items/item';
import { invoiceHolds } from '../resources/invoices';
import { newRow } from './invoice-lines';

export interface NeededHold {
  readonly name: string;
  readonly reason: string;
  /** The line of the invoice; undefined for the whole of it. */
  readonly line?: Item;
}

export function openHolds(state: FusionState, invoice: Item): Item[] {
  return state
    .collection('invoiceHolds')
    .where({ InvoiceIdHeld: invoice.text('InvoiceId') })
    .filter((hold) => hold.text('ReleaseName') === '');
}

export function placeHold(actor: Actor, invoice: Item, hold: NeededHold, isManual: boolean): Item {
  const { state, user } = actor;
  const { line } = hold;
  const ofLine: Values =
    line === undefined
      ? {}
      : {
          LineHeld: line.values['LineNumber'] ?? null,
          PurchaseOrderNumber: line.values['PurchaseOrderNumber'] ?? null,
          PurchaseOrderLineNumber: line.values['PurchaseOrderLineNumber'] ?? null,
          PurchaseOrderScheduleLineNumber: line.values['PurchaseOrderScheduleLineNumber'] ?? null,
        };
  const row = newRow(actor, invoiceHolds, {
    InvoiceIdHeld: invoice.text('InvoiceId'),
    InvoiceNumber: invoice.text('InvoiceNumber'),
    BusinessUnit: invoice.text('BusinessUnit'),
    Supplier: invoice.text('Supplier'),
    HoldName: hold.name,
    HoldReason: hold.reason,
    HeldBy: isManual ? user : 'System',
    HoldDate: state.now(),
    IsManual: isManual,
    ...ofLine,
  });
  state.collection('invoiceHolds').add(row);
  if (invoice.is('ValidatedOnce') && state.settings.heldStatus === 'needsRevalidation') {
    state.touch(invoice, { ValidationStatus: 'Needs revalidation' }, user);
  }
  return row;
}

/** The last release makes the invoice validated at once, or only the next validation does: a switch. */
export function releaseHold(actor: Actor, hold: Item, name: string, reason: string | null): void {
  const { state, user } = actor;
  const release = { ReleaseName: name, ReleaseReason: reason, ReleaseDate: state.now() };
  state.touch(hold, release, user);
  const invoice = state.collection('invoices').get(hold.text('InvoiceIdHeld'));
  const isLast = invoice !== undefined && openHolds(state, invoice).length === 0;
  if (isLast && invoice.is('ValidatedOnce') && !invoice.is('CanceledFlag') && state.settings.releaseValidates) {
    state.touch(invoice, { ValidationStatus: 'Validated' }, user);
  }
}

/** Holds of the system come with their cause and go with it; those of people stay. */
export function settleSystemHolds(actor: Actor, invoice: Item, needed: readonly NeededHold[]): void {
  const isSame = (hold: Item, need: NeededHold): boolean =>
    hold.text('HoldName') === need.name && hold.text('LineHeld') === (need.line?.text('LineNumber') ?? '');
  const open = openHolds(actor.state, invoice).filter((hold) => !hold.is('IsManual'));
  for (const need of needed.filter((each) => !open.some((hold) => isSame(hold, each)))) {
    placeHold(actor, invoice, need, false);
  }
  for (const hold of open.filter((each) => !needed.some((need) => isSame(each, need)))) {
    releaseHold(actor, hold, 'Variance corrected', null);
  }
}

/** There is no InvoiceId on holds and actions: all three names are required (reference 7.4, 7.5). */
export function invoiceNamed(state: FusionState, names: Values): Item {
  for (const name of ['InvoiceNumber', 'BusinessUnit', 'Supplier']) {
    if ((names[name] ?? '') === '') {
      throw badRequest(`Attribute ${name} in invoices is required.`, { code: '27014' });
    }
  }
  const { InvoiceNumber = null, BusinessUnit = null, Supplier = null } = names;
  const found = state.collection('invoices').find({ InvoiceNumber, BusinessUnit, Supplier });
  if (found === undefined) {
    throw badRequest(`There is no invoice ${String(InvoiceNumber)} of ${String(Supplier)} in ${String(BusinessUnit)}.`);
  }
  return found;
}
