import { differenceOf, documentName, type Difference } from '../difference';
import type { ProcoreCosts } from '../read-costs';
import type { ListedDocument } from '../read-documents';
import type { FusionBooks, Invoice } from './fusion-books';

type DirectCost = ProcoreCosts['directCosts'][number];

/** As persons see them equal. */
const bare = (text: string): string =>
  text
    .toUpperCase()
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .replace(/[\s.,-]/g, '');

/**
 * A direct cost that counts as booked, and a bill of the same supplier and number in Payables that is not coded to what clears the cost
 * alone: both are cost, so it must be held, or a person told the two apart. So many months after its date nobody looks any more.
 */
export function checkTwins(
  directCosts: readonly DirectCost[],
  { invoices, journals }: Pick<FusionBooks, 'invoices' | 'journals'>,
  documents: readonly ListedDocument[],
  { months, today }: { readonly months: number; readonly today: string },
): readonly Difference[] {
  const booked = new Map(
    documents
      .filter(({ kind, stage }) => kind === 'directCost' && (stage === 'delivered' || stage === 'posted'))
      .map((one) => [one.procoreId, one]),
  );
  const since = monthsBefore(today, months);
  return directCosts.flatMap(({ id, bill }) => {
    const document = booked.get(id);
    if (document === undefined || bill.number === '' || bill.vendor === '' || bill.date < since) return [];
    const own = journals.filter((line) => line.document === documentName(document));
    const clearing = own.filter(({ lineId }) => lineId === '').map(({ account }) => account);
    if (clearing.length === 0) return [];
    return invoices
      .filter(({ number, supplier }) => bare(number) === bare(bill.number) && bare(supplier) === bare(bill.vendor))
      .filter((one) => !clears(one, clearing) && document.toldApart?.includes(`invoice/${one.invoiceId}`) !== true)
      .map(({ name, lines }) => {
        const accounts = [...new Set(lines.map(({ account }) => account || 'an order'))].join(', ');
        const says = `it is booked, and ${name} of ${bill.vendor} is coded to ${accounts}: the cost is in the books twice`;
        return differenceOf(document, 'costTwice', says);
      });
  });
}

function clears({ lines }: Invoice, clearing: readonly string[]): boolean {
  return lines.length > 0 && lines.every(({ account }) => clearing.includes(account));
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}
