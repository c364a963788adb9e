import { z } from 'zod';
import { amountOf, sumOf } from '../amount';
import { fetchControl } from '../read-json';
import { readJournals, readPayments } from './read-journals';
import type { FusionBooks, Invoice, Order } from './fusion-books';

const text = z.string().nullish();
const flag = z.union([z.boolean(), z.string()]).nullish();
type Flag = z.infer<typeof flag>;

const orderSchema = z.object({
  POHeaderId: z.string(),
  OrderNumber: text,
  Description: text,
  StatusCode: text,
  Supplier: text,
  lines: z
    .array(
      z.object({
        LineNumber: z.string(),
        Amount: text,
        CancelFlag: flag,
        schedules: z.array(z.object({ distributions: z.array(z.object({ Amount: text })).default([]) })).default([]),
      }),
    )
    .default([]),
});
const invoiceSchema = z.object({
  InvoiceId: z.string(),
  InvoiceNumber: z.string(),
  InvoiceAmount: text,
  InvoiceSource: text,
  Supplier: text,
  BusinessUnit: text,
  Description: text,
  ValidationStatus: text,
  CanceledFlag: flag,
  invoiceLines: z
    .array(
      z.object({
        LineAmount: text,
        PurchaseOrderNumber: text,
        PurchaseOrderLineNumber: text,
        DistributionCombination: text,
        CanceledFlag: flag,
        DiscardedFlag: flag,
      }),
    )
    .default([]),
});
const holdSchema = z.object({ InvoiceNumber: text, Supplier: text, BusinessUnit: text, ReleaseName: text });

/** All orders, drafts included, and all invoices that are not canceled, with what holds them. */
export async function readFusion(controlUrl: string): Promise<FusionBooks> {
  const orders = await fetchControl(controlUrl, 'items/purchaseOrders', z.array(orderSchema));
  const invoices = await fetchControl(controlUrl, 'items/invoices', z.array(invoiceSchema));
  const holds = await fetchControl(controlUrl, 'items/invoiceHolds', z.array(holdSchema));
  const held = new Set(holds.filter(({ ReleaseName }) => (ReleaseName ?? '') === '').map(heldName));
  return {
    journals: await readJournals(controlUrl),
    payments: await readPayments(controlUrl),
    orders: orders.map(orderOf),
    invoices: invoices
      .filter(({ CanceledFlag }) => !isTrue(CanceledFlag))
      .map((row) => invoiceOf(row, held.has(heldName(row)))),
  };
}

function orderOf(row: z.infer<typeof orderSchema>): Order {
  const number = row.OrderNumber ?? row.POHeaderId;
  const where = `Fusion order ${number}`;
  return {
    headerId: row.POHeaderId,
    erpKey: keyIn(row.Description),
    name: `order ${number}`,
    number,
    status: row.StatusCode ?? '',
    supplier: row.Supplier ?? '',
    lines: row.lines
      .filter(({ CancelFlag }) => !isTrue(CancelFlag))
      .map((line) => ({
        number: line.LineNumber,
        amount: amountOf(line.Amount, where),
        distributed: sumOf(
          line.schedules.flatMap(({ distributions }) => distributions.map(({ Amount }) => amountOf(Amount, where))),
        ),
      })),
  };
}

function invoiceOf(row: z.infer<typeof invoiceSchema>, isHeld: boolean): Invoice {
  const where = `Fusion invoice ${row.InvoiceNumber}`;
  const isValidated = row.ValidationStatus === 'Validated' || row.ValidationStatus === 'Needs revalidation';
  return {
    invoiceId: row.InvoiceId,
    erpKey: keyIn(row.Description),
    name: `invoice ${row.InvoiceNumber}`,
    number: row.InvoiceNumber,
    source: row.InvoiceSource ?? '',
    supplier: row.Supplier ?? '',
    amount: amountOf(row.InvoiceAmount, where),
    isValidated,
    isFree: row.ValidationStatus === 'Validated' && !isHeld,
    lines: row.invoiceLines
      .filter((line) => !isTrue(line.CanceledFlag) && !isTrue(line.DiscardedFlag))
      .map((line) => ({
        amount: amountOf(line.LineAmount, where),
        order: line.PurchaseOrderNumber ?? null,
        orderLine: line.PurchaseOrderLineNumber ?? '',
        account: line.DistributionCombination ?? '',
      })),
  };
}

/** There is no id on a hold: it is known by these three. */
function heldName(row: z.infer<typeof holdSchema>): string {
  return [row.InvoiceNumber, row.Supplier, row.BusinessUnit].join('|');
}

function keyIn(description: string | null | undefined): string {
  return /^PC[A-Z2-7]{18}(?=\s|$)/.exec(description ?? '')?.[0] ?? '';
}

function isTrue(value: Flag): boolean {
  return value === true || value === 'true' || value === 'Y';
}
