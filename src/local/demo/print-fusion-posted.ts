import type { LogLine } from '../stack/programs/log-line';
import type { DemoSandboxes } from './demo-sandboxes';
import { amountText } from './demo-tables';
import { inBooks, keyOf, printRows, someOf, type ListedDocument } from './print-demo-result';

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceAmount: string;
  readonly Description: string | null;
  readonly ValidationStatus: string;
  readonly invoiceLines: readonly {
    readonly LineAmount: string;
    readonly PurchaseOrderNumber: string | null;
    readonly PurchaseOrderLineNumber: string | null;
  }[];
}

/** What stands in Fusion, read from Fusion: orders, and the invoices on them. */
export async function printFusionPosted(
  documents: readonly ListedDocument[],
  { erp }: Pick<DemoSandboxes, 'erp'>,
  log: LogLine,
): Promise<void> {
  const orders = (await erp('GET', 'items/purchaseOrders')) as readonly { readonly StatusCode: string }[];
  const invoices = (await erp('GET', 'items/invoices')) as readonly Invoice[];
  const invoiceOf = new Map(invoices.map((one) => [(one.Description ?? '').split(' ')[0], one]));
  const rows = inBooks(documents, 'requisition').map((one) => {
    const invoice = invoiceOf.get(keyOf(one, 'voucher'));
    const matched = (invoice?.invoiceLines ?? []).filter((line) => line.PurchaseOrderNumber !== null);
    return [
      one.name,
      invoice?.InvoiceNumber ?? one.stage ?? '',
      amountText(invoice?.InvoiceAmount ?? '0'),
      invoice?.ValidationStatus ?? '',
      someOf(matched.map((line) => line.PurchaseOrderNumber ?? '')) || 'none',
      matched.map((line) => line.PurchaseOrderLineNumber ?? '').join(', '),
    ];
  });
  const open = orders.filter(({ StatusCode }) => StatusCode === 'OPEN').length;
  log('');
  log(`In Oracle Fusion now: ${orders.length} purchase orders, of which ${open} are open, ${invoices.length} invoices`);
  printRows(
    [
      { title: 'Requisition' },
      { title: 'Invoice' },
      { title: 'Amount', right: true },
      { title: 'Status' },
      { title: 'Order' },
      { title: 'Lines' },
    ],
    rows,
    log,
  );
}
