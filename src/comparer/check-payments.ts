import { amountText, sumOf, type Amount } from './amount';
import { documentName, type Difference, type DifferenceKind } from './difference';
import type { ListedDocument } from './read-documents';
import type { ContractPayment } from './read-costs';

/** What an ERP paid of one invoice by one payment, in cash. */
export interface InvoicePayment {
  /** As our documents are called: payment and invoice. */
  readonly id: string;
  readonly name: string;
  /** Names the invoice. */
  readonly invoice: string;
  /** What its record in Procore is called by. */
  readonly originId: string;
  /** Voided payments count nothing. */
  readonly amount: Amount;
  /** The ERP does not say its sign. */
  readonly isUnsigned?: true;
}

/**
 * Each payment of an invoice of ours is one record in Procore of what was paid, called as the ERP calls it; none of what was voided;
 * and no record is called by what the ERP does not have. Nothing is asked where no payment is a document of ours.
 */
export function checkPayments(
  inProcore: readonly ContractPayment[],
  inErp: readonly InvoicePayment[],
  /** Names of invoices that are ours and stand. */
  ours: ReadonlySet<string>,
  documents: readonly ListedDocument[],
): { readonly differences: readonly Difference[]; readonly says: readonly string[] } {
  const listed = documents.filter(({ kind }) => kind === 'payment');
  if (listed.length === 0) return { differences: [], says: [] };
  const differences: Difference[] = [];
  for (const payment of inErp.filter(({ invoice }) => ours.has(invoice))) {
    const document = listed.find(({ procoreId }) => procoreId === payment.id);
    const records = inProcore.filter(({ originId }) => originId === payment.originId);
    const report = (kind: DifferenceKind, message: string): void => {
      const name = document === undefined ? `payment/${payment.id}` : documentName(document);
      differences.push({ kind, projectId: document?.projectId ?? null, documents: [name], message });
    };
    if (records.length > 1) report('duplicatePayment', `${payment.name} has ${records.length} records in Procore`);
    // One that is held, or on its way, says so itself.
    if (document?.stage !== 'posted') continue;
    const sum = sumOf(records.map(({ amount }) => amount));
    const written = payment.isUnsigned === true ? sum.abs() : sum;
    if (!written.equals(payment.amount)) {
      const says = `${payment.name}: paid ${amountText(payment.amount)}, in Procore ${amountText(written)}`;
      report(records.length === 0 ? 'missingPayment' : 'payment', says);
    }
  }
  const called = new Set(inErp.map(({ originId }) => originId));
  for (const { id, projectId, originId } of inProcore) {
    if (originId === '' || called.has(originId)) continue;
    const message = `contract payment ${id} in Procore is called ${originId}, and the ERP has no such payment`;
    differences.push({ kind: 'unknownPayment', projectId, documents: [`contract payment ${id}`], message });
  }
  const written = inProcore.filter(({ originId }) => called.has(originId));
  const says = `Payments in Procore: ${written.length}, ${amountText(sumOf(written.map(({ amount }) => amount)))}.`;
  return { differences, says: [says] };
}
