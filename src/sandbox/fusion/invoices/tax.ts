import { decimalOf, sumOf, ZERO, type Decimal } from '../../decimal';
import type { Actor } from '../front/behaviour';
import type { Item, Values } from '../items/item';
import { cents } from '../orders/amounts';
import { isLive } from './distributions';
import { LINES, newRow } from './invoice-lines';

/** Makes the lines of type Tax anew; the header does not follow unless the pod does so (reference 7.2). */
export function calculateTax(actor: Actor, invoice: Item): void {
  const { state } = actor;
  const lines = invoice.list('invoiceLines');
  const old = lines.filter((line) => line.text('LineType') === 'Tax' && isLive(line));
  const taxed = lines.filter((line) => line.text('LineType') !== 'Tax' && isLive(line));
  const amounts = new Map<string, Decimal>();
  for (const line of taxed) {
    const isMatched = line.text('POScheduleId') !== '';
    const classification = line.text('TaxClassification') || (isMatched ? state.settings.defaultTaxClassification : '');
    const rate = state.settings.taxRates[classification];
    if (rate !== undefined) {
      const tax = decimalOf(line.text('LineAmount')).times(decimalOf(rate)).dividedBy(100);
      amounts.set(classification, (amounts.get(classification) ?? ZERO).plus(tax));
    }
  }
  const before = sumOf(old.map((line) => decimalOf(line.text('LineAmount'))));
  invoice.children['invoiceLines'] = lines.filter((line) => !old.includes(line));
  for (const [TaxClassification, tax] of amounts) {
    const number = Math.max(0, ...invoice.list('invoiceLines').map((line) => Number(line.text('LineNumber')))) + 1;
    const values = { LineNumber: String(number), LineType: 'Tax', LineAmount: cents(tax).toFixed(), TaxClassification };
    const line = newRow(actor, LINES, { ...values, AccountingDate: invoice.values['AccountingDate'] ?? null });
    invoice.list('invoiceLines').push(line);
  }
  const after = sumOf([...amounts.values()].map(cents));
  const change = after.minus(before);
  if (change.isZero()) {
    return;
  }
  const header = decimalOf(invoice.text('InvoiceAmount')).plus(state.settings.taxMovesHeader ? change : ZERO);
  const status: Values = invoice.is('ValidatedOnce') ? { ValidationStatus: 'Needs revalidation' } : {};
  state.touch(invoice, { InvoiceAmount: header.toFixed(), ...status }, actor.user);
}
