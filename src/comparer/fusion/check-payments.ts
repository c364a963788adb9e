import { amountText, sumOf } from '../amount';
import { documentName, type Difference, type DifferenceKind } from '../difference';
import type { ListedDocument } from '../read-documents';
import type { ContractPayment } from '../read-costs';
import type { Invoice } from './fusion-books';
import type { InvoicePayment } from './read-journals';

/**
 * Each payment of an invoice of ours is one record in Procore of what was paid, called by its first row; none of what was voided;
 * and no record is called by what Payables does not have. Nothing is asked where no payment is a document of ours.
 */
export function checkPayments(
  inProcore: readonly ContractPayment[],
  inFusion: readonly InvoicePayment[],
  invoices: readonly Invoice[],
  documents: readonly ListedDocument[],
): { readonly differences: readonly Difference[]; readonly says: readonly string[] } {
  const listed = documents.filter(({ kind }) => kind === 'payment');
  if (listed.length === 0) return { differences: [], says: [] };
  const keys = new Set(documents.flatMap(({ postings }) => postings.map(({ key }) => key)));
  const ours = new Set(invoices.filter(({ erpKey }) => keys.has(erpKey)).map(({ invoiceId }) => invoiceId));
  const differences: Difference[] = [];
  for (const payment of inFusion.filter(({ invoiceId }) => ours.has(invoiceId))) {
    const document = listed.find(({ procoreId }) => procoreId === payment.id);
    const records = inProcore.filter(({ originId }) => originId === payment.rowId);
    const report = (kind: DifferenceKind, message: string): void => {
      const name = document === undefined ? `payment/${payment.id}` : documentName(document);
      differences.push({ kind, projectId: document?.projectId ?? null, documents: [name], message });
    };
    if (records.length > 1) report('duplicatePayment', `${payment.name} has ${records.length} records in Procore`);
    // One that is held, or on its way, says so itself.
    if (document?.stage !== 'posted') continue;
    const written = sumOf(records.map(({ amount }) => amount));
    if (!written.equals(payment.amount)) {
      const says = `${payment.name}: paid ${amountText(payment.amount)}, in Procore ${amountText(written)}`;
      report(records.length === 0 ? 'missingPayment' : 'payment', says);
    }
  }
  const rows = new Set(inFusion.map(({ rowId }) => rowId));
  for (const { id, projectId, originId } of inProcore) {
    if (originId === '' || rows.has(originId)) continue;
    const message = `contract payment ${id} in Procore is called ${originId}, and Payables has no such payment`;
    differences.push({ kind: 'unknownPayment', projectId, documents: [`contract payment ${id}`], message });
  }
  const written = inProcore.filter(({ originId }) => rows.has(originId));
  const says = `Payments in Procore: ${written.length}, ${amountText(sumOf(written.map(({ amount }) => amount)))}.`;
  return { differences, says: [says] };
}
