import { decimalOf, sumOf } from '../../decimal';
import type { Actor } from '../front/behaviour';
import type { FusionState } from '../fusion-state';
import type { Item, Values } from '../items/item';
import { isByQuantity, priceOf, worth } from '../orders/amounts';
import { billedOnSchedule, RETAINAGE_RELEASE } from './billed';
import { calculateTax } from './tax';
import { generateDistributions, isLive, orderOf, payableOf, withheldBy } from './distributions';
import { openHolds, settleSystemHolds, type NeededHold } from './holds';
import { isPayablesOpen } from './periods';

/** Succeeds as an action whatever it finds: what is wrong becomes a hold (reference 7.4). */
export function validateInvoice(actor: Actor, invoice: Item): void {
  const { state, user } = actor;
  if (invoice.is('CanceledFlag')) {
    return;
  }
  calculateTax(actor, invoice);
  generateDistributions(actor, invoice);
  invoice.values['ValidatedOnce'] = false;
  settleSystemHolds(actor, invoice, neededHolds(state, invoice));
  const isHeld = openHolds(state, invoice).length > 0 && state.settings.heldStatus === 'needsRevalidation';
  const needsApproval = invoice.text('ApprovalStatus') === 'Required';
  const approval: Values = needsApproval ? { ApprovalStatus: 'Initiated', ApprovalStartedAt: state.now() } : {};
  const status = isHeld ? 'Needs revalidation' : 'Validated';
  state.touch(invoice, { ValidatedOnce: true, ValidationStatus: status, ...approval }, user);
}

function neededHolds(state: FusionState, invoice: Item): NeededHold[] {
  const lines = invoice.list('invoiceLines').filter(isLive);
  const net = state.settings.retainageHeader === 'net' ? withheldBy(invoice) : decimalOf('0');
  const sum = sumOf(lines.map((line) => decimalOf(line.text('LineAmount')))).minus(net);
  const installments = sumOf(invoice.list('invoiceInstallments').map((row) => decimalOf(row.text('GrossAmount'))));
  const holds: NeededHold[] = [];
  if (!sum.equals(decimalOf(invoice.text('InvoiceAmount')))) {
    holds.push({ name: 'Amount variance', reason: 'The invoice amount differs from its lines.' });
  }
  if (!installments.equals(payableOf(state, invoice))) {
    holds.push({ name: 'Installment variance', reason: 'The installments differ from the amount to be paid.' });
  }
  const dates = new Set([invoice, ...lines].map((each) => each.text('AccountingDate')));
  if ([...dates].some((day) => !isPayablesOpen(state, invoice.text('BusinessUnit'), day))) {
    holds.push({ name: 'Period closed', reason: 'An accounting date is not in an open period.' });
  }
  return [...holds, ...lines.flatMap((line) => lineHolds(state, invoice, line))];
}

function lineHolds(state: FusionState, invoice: Item, line: Item): NeededHold[] {
  const holds: NeededHold[] = [];
  const rows = line.list('invoiceDistributions');
  const own = rows.filter(
    (row) => row.text('DistributionLineType') !== 'Retainage' || invoice.text('InvoiceType') === RETAINAGE_RELEASE,
  );
  if (rows.length === 0) {
    holds.push({ name: 'No account', reason: 'The line has no distribution.', line });
  } else if (
    !sumOf(own.map((row) => decimalOf(row.text('DistributionAmount')))).equals(decimalOf(line.text('LineAmount')))
  ) {
    holds.push({ name: 'Distribution variance', reason: 'The distributions differ from the line.', line });
  }
  const found = orderOf(state, line);
  return found === undefined || invoice.text('InvoiceType') === RETAINAGE_RELEASE
    ? holds
    : [...holds, ...matchHolds(state, line, found)];
}

function matchHolds(
  state: FusionState,
  line: Item,
  { orderLine, schedule }: { orderLine: Item; schedule: Item },
): NeededHold[] {
  const holds: NeededHold[] = [];
  const billed = billedOnSchedule(state, schedule.text('LineLocationId'));
  const isQuantity = isByQuantity(state, orderLine);
  const ordered = isQuantity ? decimalOf(schedule.text('Quantity')) : worth(schedule, priceOf(state, orderLine));
  const sum = isQuantity ? billed.quantity : billed.amount;
  if (sum.abs().greaterThan(ordered.abs())) {
    const name = isQuantity ? 'Quantity ordered' : 'Amount ordered';
    holds.push({ name, reason: 'Billed is more than ordered.', line });
  }
  if (isQuantity && decimalOf(line.text('UnitPrice')).greaterThan(decimalOf(orderLine.text('Price')))) {
    holds.push({ name: 'Price', reason: 'The unit price is more than the price of the order.', line });
  }
  if (schedule.text('InvoiceMatchOptionCode') === 'R' || schedule.is('ReceiptRequiredFlag')) {
    holds.push({ name: isQuantity ? 'Quantity received' : 'Amount received', reason: 'Nothing was received.', line });
  }
  return holds;
}

/** Workflow approvals whose time has come (setting `invoiceApproval` automatic). */
export function advanceInvoiceApprovals(state: FusionState): void {
  if (state.settings.invoiceApproval !== 'automatic') {
    return;
  }
  const latest = state.nowMs() - state.settings.approvalMs;
  for (const invoice of state.collection('invoices').where({ ApprovalStatus: 'Initiated' })) {
    if (Date.parse(invoice.text('ApprovalStartedAt')) <= latest) {
      state.touch(invoice, { ApprovalStatus: 'Workflow approved' }, 'APPROVER');
    }
  }
}
