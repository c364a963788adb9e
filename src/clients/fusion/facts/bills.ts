import { sameBillProblems } from '../../../domain/fusion/direct-cost/same-bill';
import type { Bill } from '../../../domain/fusion/facts';
import { looselyEqual } from '../../../domain/requisition/invoice-number';
import type { BillSource } from '../../erp-sources';
import { flag, text } from '../calls/cells';
import { changedSince } from '../calls/changed-since';
import { childrenSchema, type Row } from '../calls/collection-page';
import type { FusionConnection } from '../connect';
import { ofSupplierNamed, readInvoice } from '../postings/invoices';
import { readSuppliers } from './suppliers';

/**
 * Invoices of a supplier in Payables that have that number, but for spaces, dashes and leading zeros, in any business unit, with the
 * accounts that they are coded to. Canceled ones are none. Null: there is no such supplier.
 */
export async function readBills(
  fusion: FusionConnection,
  supplierNumber: string,
  number: string,
): Promise<readonly Bill[] | null> {
  const supplier = (await readSuppliers(fusion, [supplierNumber])).get(supplierNumber);
  if (supplier === undefined) return null;
  const rows = await fusion.collections.all({
    resource: 'invoices',
    purpose: 'invoices of a supplier',
    key: 'InvoiceId',
    conditions: [await ofSupplierNamed(fusion, supplier.name, supplierNumber)],
  });
  const bills: Bill[] = [];
  for (const row of rows) {
    if (isCanceled(row) || !looselyEqual(text(row, 'InvoiceNumber'), number)) continue;
    const read = await readInvoice(fusion, text(row, 'InvoiceId'));
    if (read === null || isCanceled(read.row)) continue;
    bills.push({ id: text(row, 'InvoiceId'), number: text(row, 'InvoiceNumber'), accounts: accountsOf(read.row) });
  }
  return bills;
}

/** `''`: of a line that is not coded yet. */
function accountsOf(row: Row): readonly string[] {
  const lines = (childrenSchema.parse(row['invoiceLines']) ?? []).filter(isLive);
  const accounts = lines.flatMap((line) => {
    const distributions = (childrenSchema.parse(line['invoiceDistributions']) ?? []).filter(isLive);
    return distributions.length === 0 ? [text(line, 'DistributionCombination')] : distributions.map(accountOf);
  });
  return [...new Set(accounts)].sort();
}

function accountOf(distribution: Row): string {
  return text(distribution, 'DistributionCombination');
}

function isLive(row: Row): boolean {
  return !flag(row, 'CanceledFlag') && !flag(row, 'DiscardedFlag') && !flag(row, 'ReversedFlag');
}

function isCanceled(row: Row): boolean {
  return flag(row, 'CanceledFlag') || text(row, 'ValidationStatus') === 'Canceled';
}

/** Bills of Payables, whoever entered them, beside the direct costs that are booked here (accounting-fusion 6). */
export function billSource(fusion: FusionConnection, months: number): BillSource {
  return {
    months,
    changedWithin: async (days) => {
      const asked = { resource: 'invoices', key: 'InvoiceId', purpose: 'bills that changed', conditions: [] };
      const rows = await changedSince(fusion, asked, fusion.nowMs() - days * 86_400_000);
      return rows.map((row) => ({ supplier: text(row, 'SupplierNumber'), number: text(row, 'InvoiceNumber') }));
    },
    twinsOf: async ({ supplier, number, clearing, decisions }) => {
      const bills = (await readBills(fusion, supplier, number)) ?? [];
      return sameBillProblems({ supplierNumber: supplier }, bills, { clearing, decisions, isBooked: true });
    },
  };
}
