import { decimalOf } from '../../decimal';
import type { Actor } from '../front/behaviour';
import type { Item, Values } from '../items/item';
import { closeWhatIsBilled } from '../orders/closing';
import { isLive, orderOf, setInstallments } from './distributions';
import { openHolds, releaseHold } from './holds';
import { DISTRIBUTIONS, newRow } from './invoice-lines';
import { isPayablesOpen } from './periods';

/** Why it cannot be canceled; undefined when it can. */
export function cancelRefusal({ state }: Actor, invoice: Item): string | undefined {
  if (invoice.is('CanceledFlag')) return 'The invoice is already canceled.';
  if (!decimalOf(invoice.text('AmountPaid')).isZero()) return 'A paid invoice cannot be canceled.';
  if (invoice.text('AccountingStatus') === 'Accounted' && state.settings.cancelAccounted === 'refused') {
    return 'An accounted invoice cannot be canceled.';
  }
  return isPayablesOpen(state, invoice.text('BusinessUnit'), state.today())
    ? undefined
    : 'The Payables period of today is not open.';
}

/** The invoice stays, its amount zero and its number taken; what it billed is free again (reference 7.4). */
export function cancelInvoice(actor: Actor, invoice: Item): void {
  const { state, user } = actor;
  for (const hold of openHolds(state, invoice)) {
    releaseHold(actor, hold, 'Invoice canceled', null);
  }
  const orders = new Set(invoice.list('invoiceLines').map((line) => orderOf(state, line)?.order));
  invoice
    .list('invoiceLines')
    .filter(isLive)
    .forEach((line) => cancelLine(actor, line));
  const canceled = { ValidationStatus: 'Canceled', CanceledFlag: true, CanceledDate: state.today(), CanceledBy: user };
  state.touch(invoice, { InvoiceAmount: '0', ...canceled }, user);
  for (const row of invoice.list('invoiceInstallments')) {
    state.touch(row, { GrossAmount: '0', UnpaidAmount: '0' }, user);
  }
  orders.forEach((order) => order !== undefined && closeWhatIsBilled(state, order));
}

/** Its distributions get their opposites; whether the line itself shows 0 is a switch. */
function cancelLine(actor: Actor, line: Item): void {
  const { state, user } = actor;
  const rows = line.list('invoiceDistributions');
  for (const row of rows.filter((each) => !each.is('CanceledFlag'))) {
    const opposite = decimalOf(row.text('DistributionAmount')).negated().toFixed();
    state.touch(row, { CanceledFlag: true, ReversedFlag: true }, user);
    const number = String(rows.length + 1);
    const { InvoiceDistributionId: _id, ...same } = row.values;
    const reversal = {
      ...same,
      DistributionAmount: opposite,
      DistributionLineNumber: number,
      AccountingDate: state.today(),
    };
    rows.push(newRow(actor, DISTRIBUTIONS, reversal));
  }
  const amount: Values = state.settings.canceledLines === 'zero' ? { LineAmount: '0' } : {};
  state.touch(line, { CanceledFlag: true, DiscardedFlag: true, ...amount }, user);
}

/** One line of a live invoice: the header does not follow. */
export function cancelOneLine(actor: Actor, invoice: Item, line: Item): void {
  const order = orderOf(actor.state, line)?.order;
  cancelLine(actor, line);
  const status: Values = invoice.is('ValidatedOnce') ? { ValidationStatus: 'Needs revalidation' } : {};
  actor.state.touch(invoice, status, actor.user);
  setInstallments(actor, invoice);
  if (order !== undefined) closeWhatIsBilled(actor.state, order);
}
