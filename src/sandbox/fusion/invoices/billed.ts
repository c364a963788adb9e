import { decimalOf, sumOf, ZERO, type Decimal } from '../../decimal';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';

export interface Billed {
  readonly amount: Decimal;
  readonly quantity: Decimal;
}

/** What live invoice lines bill on a schedule of an order: canceled ones do not count. */
export function billedOnSchedule(state: FusionState, scheduleId: string, except?: Item): Billed {
  let billed: Billed = { amount: ZERO, quantity: ZERO };
  for (const { invoice, line } of matchedLines(state, scheduleId)) {
    if (invoice === except || invoice.text('InvoiceType') === RETAINAGE_RELEASE) continue;
    const amount = decimalOf(line.text('LineAmount'));
    const quantity = decimalOf(line.text('Quantity'));
    billed = { amount: billed.amount.plus(amount), quantity: billed.quantity.plus(quantity) };
  }
  return billed;
}

export function billedOnLine(state: FusionState, line: Item): Decimal {
  return sumOf(
    line.list('schedules').map((schedule) => billedOnSchedule(state, schedule.text('LineLocationId')).amount),
  );
}

export const RETAINAGE_RELEASE = 'Retainage release';

export interface MatchedLine {
  readonly invoice: Item;
  readonly line: Item;
}

export function matchedLines(state: FusionState, scheduleId: string): MatchedLine[] {
  return allMatchedLines(state).filter(({ line }) => line.text('POScheduleId') === scheduleId);
}

/** Lines of live invoices that are matched to any order. */
export function allMatchedLines(state: FusionState): MatchedLine[] {
  return state
    .collection('invoices')
    .all()
    .filter((invoice) => !invoice.is('CanceledFlag'))
    .flatMap((invoice) => invoice.list('invoiceLines').map((line) => ({ invoice, line })))
    .filter(({ line }) => line.text('POScheduleId') !== '' && !line.is('CanceledFlag') && !line.is('DiscardedFlag'));
}
