import { decimalOf, sumOf, ZERO, type Decimal } from '../../decimal';
import type { Actor } from '../front/behaviour';
import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';
import { cents } from '../orders/amounts';
import { withheldOn } from '../orders/life-cycle';
import { matchedLines, RETAINAGE_RELEASE } from './billed';
import { DISTRIBUTIONS, INSTALLMENTS, newRow } from './invoice-lines';

export const isLive = (line: Item): boolean => !line.is('CanceledFlag') && !line.is('DiscardedFlag');

/** Makes what is not there by hand: a repeat changes nothing. */
export function generateDistributions(actor: Actor, invoice: Item): void {
  for (const line of invoice.list('invoiceLines').filter(isLive)) {
    const kept = line.list('invoiceDistributions').filter((each) => !each.is('IsGenerated'));
    line.children['invoiceDistributions'] = kept;
    if (kept.length === 0) {
      generateFor(actor, invoice, line);
    }
  }
  setInstallments(actor, invoice);
}

function generateFor(actor: Actor, invoice: Item, line: Item): void {
  const { state } = actor;
  const amount = decimalOf(line.text('LineAmount'));
  const found = orderOf(state, line);
  if (found === undefined) {
    const own = line.text('LineType') === 'Tax' ? state.settings.taxCombination : line.text('DistributionCombination');
    if (own !== '') add(actor, line, line.text('LineType'), amount, own, '');
    return;
  }
  const { orderLine, schedule } = found;
  const isRelease = invoice.text('InvoiceType') === RETAINAGE_RELEASE;
  let rest = amount;
  const targets = schedule.list('distributions');
  targets.forEach((target, index) => {
    const isLast = index === targets.length - 1;
    const share = isLast ? rest : cents(amount.times(measureOf(target)).dividedBy(sumOf(targets.map(measureOf))));
    rest = rest.minus(share);
    const combination = isRelease ? retainageCombination(state, invoice) : target.text('POChargeAccount');
    add(actor, line, isRelease ? 'Retainage' : 'Item', share, combination, target.text('DistributionNumber'));
  });
  const withheld = isRelease ? ZERO : retainageOf(state, orderLine, schedule, invoice, line, amount);
  if (!withheld.isZero()) {
    add(actor, line, 'Retainage', withheld.negated(), retainageCombination(state, invoice), '1');
  }
}

const measureOf = (item: Item): Decimal => decimalOf(item.text('Amount') || item.text('Quantity'));

function add(
  actor: Actor,
  line: Item,
  type: string,
  amount: Decimal,
  combination: string,
  orderDistribution: string,
): void {
  const rows = line.list('invoiceDistributions');
  const row = newRow(actor, DISTRIBUTIONS, {
    DistributionLineNumber: String(rows.length + 1),
    DistributionLineType: type,
    DistributionAmount: amount.toFixed(),
    AccountingDate: line.values['AccountingDate'] ?? null,
    AccountingStatus: 'Unaccounted',
    DistributionCombination: combination === '' ? null : combination,
    PurchaseOrderNumber: line.values['PurchaseOrderNumber'] ?? null,
    PurchaseOrderLineNumber: line.values['PurchaseOrderLineNumber'] ?? null,
    PurchaseOrderScheduleLineNumber: line.values['PurchaseOrderScheduleLineNumber'] ?? null,
    PurchaseOrderDistributionLineNumber: orderDistribution === '' ? null : orderDistribution,
    IsGenerated: true,
  });
  rows.push(row);
}

/** The rate of the schedule or of its line, up to the maximum of the line (reference 7.6, way A). */
function retainageOf(
  state: FusionState,
  orderLine: Item,
  schedule: Item,
  invoice: Item,
  line: Item,
  amount: Decimal,
): Decimal {
  const rate = schedule.text('RetainageRate') || orderLine.text('RetainageRate');
  const wanted = cents(amount.times(decimalOf(rate)).dividedBy(100));
  const most = orderLine.text('MaximumRetainageAmount');
  if (most === '') {
    return wanted;
  }
  const before = matchedLines(state, schedule.text('LineLocationId')).filter(
    (each) => each.line !== line && each.invoice.text('InvoiceType') !== RETAINAGE_RELEASE,
  );
  const held = [
    ...before.map((each) => withheldOn(each.line)),
    // Lines of an invoice that is being made are not stored yet.
    ...(before.some((each) => each.invoice === invoice) ? [] : ownWithheld(invoice, line)),
  ];
  const left = decimalOf(most).minus(sumOf(held));
  return wanted.greaterThan(left) ? (left.isNegative() ? ZERO : left) : wanted;
}

const ownWithheld = (invoice: Item, line: Item): Decimal[] =>
  invoice
    .list('invoiceLines')
    .filter((each) => each !== line && each.text('POScheduleId') === line.text('POScheduleId'))
    .map(withheldOn);

function retainageCombination(state: FusionState, invoice: Item): string {
  const unit = state.collection('finBusinessUnitsLOV').find({ BusinessUnitName: invoice.text('BusinessUnit') });
  return unit?.text('RetainageCombination') ?? '';
}

/** The schedule of an order that a line is matched to. */
export function orderOf(state: FusionState, line: Item): { order: Item; orderLine: Item; schedule: Item } | undefined {
  const id = line.text('POScheduleId');
  for (const order of id === '' ? [] : state.collection('purchaseOrders').all()) {
    for (const orderLine of order.list('lines')) {
      const schedule = orderLine.list('schedules').find((each) => each.text('LineLocationId') === id);
      if (schedule !== undefined) return { order, orderLine, schedule };
    }
  }
  return undefined;
}

export function withheldBy(invoice: Item): Decimal {
  const isRelease = invoice.text('InvoiceType') === RETAINAGE_RELEASE;
  return isRelease ? ZERO : sumOf(invoice.list('invoiceLines').filter(isLive).map(withheldOn));
}

/** What is to be paid: whether the header is net of what is withheld is the switch `retainageHeader`. */
export function payableOf(state: FusionState, invoice: Item): Decimal {
  const amount = decimalOf(invoice.text('InvoiceAmount'));
  return state.settings.retainageHeader === 'net' ? amount : amount.minus(withheldBy(invoice));
}

/** One installment by the terms, unless they were sent. */
export function setInstallments(actor: Actor, invoice: Item): void {
  const { state } = actor;
  const rows = invoice.list('invoiceInstallments');
  if (rows.some((row) => row.is('IsExplicit'))) {
    return;
  }
  const payable = payableOf(state, invoice).toFixed();
  const terms = state.collection('payablesPaymentTerms').find({ name: invoice.text('PaymentTerms') });
  const due = new Date(`${invoice.text('TermsDate')}T00:00:00Z`);
  due.setUTCDate(due.getUTCDate() + Number(terms?.text('DueDays') || '0'));
  const [row] = rows;
  if (row !== undefined) {
    // Paid installments keep what was paid on them; dates do not follow a PATCH of the header.
    const paid = decimalOf(row.text('GrossAmount')).minus(decimalOf(row.text('UnpaidAmount')));
    Object.assign(row.values, { GrossAmount: payable, UnpaidAmount: decimalOf(payable).minus(paid).toFixed() });
    return;
  }
  const DueDate = due.toISOString().slice(0, 10);
  invoice.values['DueDate'] = DueDate;
  rows.push(
    newRow(actor, INSTALLMENTS, { InstallmentNumber: '1', DueDate, GrossAmount: payable, UnpaidAmount: payable }),
  );
}
