import { amountText, sumOf, type Amount } from '../amount';
import { differenceOf, documentName, type Difference } from '../difference';
import type { ProcoreCosts } from '../read-costs';
import type { ListedDocument } from '../read-documents';
import type { FusionBooks } from './fusion-books';

type DirectCost = ProcoreCosts['directCosts'][number];

/** As persons see them equal. */
const bare = (text: string): string =>
  text
    .toUpperCase()
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .replace(/[\s.,-]/g, '');

/**
 * Direct costs that count as booked, beside bills of the same supplier and number in Payables. One that is coded to what clears the cost
 * clears it; any other is cost once more, so the direct cost must be held, or a person told the two apart. So many months after its date
 * nobody looks any more. `must`: those that a bill must clear by now.
 */
export function checkTwins(
  directCosts: readonly DirectCost[],
  { invoices, journals }: Pick<FusionBooks, 'invoices' | 'journals'>,
  documents: readonly ListedDocument[],
  { months, today, must }: { readonly months: number; readonly today: string; readonly must: readonly string[] },
): { readonly differences: readonly Difference[]; readonly says: readonly string[] } {
  const booked = new Map(
    documents
      .filter(({ kind, stage }) => kind === 'directCost' && (stage === 'delivered' || stage === 'posted'))
      .map((one) => [one.procoreId, one]),
  );
  const since = monthsBefore(today, months);
  const cleared = new Map<string, Amount>();
  const differences = directCosts.flatMap(({ id, bill }) => {
    const document = booked.get(id);
    if (document === undefined || bill.number === '' || bill.vendor === '' || bill.date < since) return [];
    const own = journals.filter((line) => line.document === documentName(document));
    const clearing = own.filter(({ lineId }) => lineId === '').map(({ account }) => account);
    if (clearing.length === 0) return [];
    const same = invoices.filter(
      ({ number, supplier }) => bare(number) === bare(bill.number) && bare(supplier) === bare(bill.vendor),
    );
    const clears = same.filter(({ lines }) => lines.every(({ account }) => clearing.includes(account)));
    if (clears.length > 0) cleared.set(id, sumOf(clears.map(({ amount }) => amount)));
    return same
      .filter((one) => !clears.includes(one) && document.toldApart?.includes(`invoice/${one.invoiceId}`) !== true)
      .map(({ name, lines }) => {
        const accounts = [...new Set(lines.map(({ account }) => account || 'an order'))].join(', ');
        const says = `it is booked, and ${name} of ${bill.vendor} is coded to ${accounts}: the cost is in the books twice`;
        return differenceOf(document, 'costTwice', says);
      });
  });
  const missing = must
    .filter((id) => !cleared.has(id))
    .map((id): Difference => ({
      ...{ kind: 'notCleared', projectId: null, documents: [`directCost/${id}`] },
      message: 'a bill of Payables must clear it, and none does',
    }));
  const sum = amountText(sumOf([...cleared.values()]));
  return {
    differences: [...differences, ...missing],
    says: cleared.size === 0 ? [] : [`Direct costs that a bill of Payables clears: ${cleared.size}, ${sum}.`],
  };
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}
