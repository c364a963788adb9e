import type { DemoActs } from './demo-erp';
import { fusionStory } from './fusion-connection';

/** As accounts payable enters one of a single line. */
export async function enterInvoice(
  { sandboxes }: DemoActs,
  of: {
    readonly number: string;
    readonly amount: string;
    readonly supplier: string;
    readonly site: string;
    readonly day: string;
    readonly coded: Readonly<Record<string, string | undefined>>;
  },
): Promise<void> {
  const { number, amount, supplier, site, day, coded } = of;
  await sandboxes.erp('POST', 'ap/book', {
    body: {
      InvoiceNumber: number,
      InvoiceAmount: amount,
      InvoiceCurrency: 'USD',
      InvoiceDate: day,
      AccountingDate: day,
      BusinessUnit: fusionStory(sandboxes.story).businessUnits[0]?.name,
      Supplier: supplier,
      SupplierSite: site,
      InvoiceSource: 'Manual Invoice Entry',
      invoiceLines: [{ LineNumber: '1', LineType: 'Item', LineAmount: amount, AccountingDate: day, ...coded }],
    },
  });
}
