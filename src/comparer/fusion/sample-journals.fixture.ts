import { key, PROJECT } from '../sample-books.fixture';
import type { SampleFusionBooks } from './fusion-books.fixture';

type Row = Record<string, unknown>;

export interface SampleJournals {
  directCosts: (Row & { line_items: Row[] })[];
  contractPayments: Row[];
  batches: (Row & { journalHeaders: { journalLines: Row[] }[] })[];
  payments: (Row & { relatedInvoices: Row[] })[];
}

/** Bills are looked for by the day that it is. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const journalLine = (reference: string, amount: string): Row => ({
  ...{ AccountCombination: '200.4411', Description: `${reference} Forms` },
  ...(amount.startsWith('-')
    ? { EnteredDr: null, EnteredCr: amount.slice(1) }
    : { EnteredDr: amount, EnteredCr: null }),
});

export const batch = (erpKey: string, lines: readonly (readonly [string, string])[], status = 'P') => ({
  ...{ BatchName: `${erpKey} Oct-26 USD Procore A 1 2 N`, Status: status },
  journalHeaders: [{ journalLines: lines.map(([reference, amount]) => journalLine(reference, amount)) }],
});

/**
 * Two direct costs in one batch, of 301 a line with tax apart, of 302 an adjustment in a later one; 303 is held; change order 601 is a
 * memo. INV-2 is paid, and INV-3 was and is voided.
 */
function sampleJournals(): SampleJournals {
  const cost = (id: string, lines: readonly (readonly [string, string, string])[]) => ({
    ...{ id, status: 'approved', direct_cost_type: 'invoice' },
    ...{ vendor: { id: '9', name: 'Lee Supplies' }, invoice_number: `B-0${id}`, direct_cost_date: daysAgo(20) },
    line_items: lines.map(([lineId, amount, total]) => ({ id: lineId, amount, total_amount: total })),
  });
  const pays = (check: string, row: string, invoice: string, amount: string, status: string) => ({
    ...{ CheckId: check, PaymentNumber: `CK-${check}`, PaymentStatus: status },
    relatedInvoices: [
      { InvoicePaymentId: row, InvoiceId: invoice, AmountPaidInvoiceCurrency: amount, InvoicePaymentStatus: status },
    ],
  });
  return {
    directCosts: [
      cost('301', [['3011', '100.00', '108.25']]),
      cost('302', [
        ['3021', '50.00', '50.00'],
        ['3022', '-20.50', '-20.50'],
      ]),
      cost('303', [['3031', '7.00', '7.00']]),
    ],
    contractPayments: [{ id: '1', origin_id: '9101', amount: '3600.00' }],
    batches: [
      batch(key('J'), [
        ['directCost/301/3011', '100'],
        ['directCost/301', '8.25'],
        ['directCost/301', '-108.25'],
        ['directCost/302/3021', '45'],
        ['directCost/302/3022', '-20.5'],
        ['directCost/302', '-24.5'],
      ]),
      batch(key('K'), [
        ['directCost/302/3021', '5'],
        ['directCost/302', '-5'],
        ['changeOrder/601/111', '300'],
        ['changeOrder/601/112', '-100'],
        ['changeOrder/601', '-200'],
      ]),
      { ...batch('', [['', '1']]), BatchName: 'Payables 77 A 1 2 N' },
    ],
    payments: [
      pays('71', '9101', '40010INV-2', '3600', 'Negotiable'),
      pays('72', '9102', '40010INV-3', '450', 'Voided'),
    ],
  };
}

/** What our list says of them. */
export function withJournals(books: SampleFusionBooks): SampleFusionBooks {
  const document = (kind: string, procoreId: string, stage: string) => ({
    ...{ kind, procoreId, projectId: PROJECT, projectNumber: '26-010', commitmentId: null, number: null },
    ...{ stage, sourceStatus: 'approved', gross: null, payable: null, hold: null, postings: [] },
  });
  books.documents.push(
    ...['301', '302'].map((id) => document('directCost', id, 'posted')),
    document('directCost', '303', 'held'),
    document('changeOrder', '601', 'posted'),
    document('payment', '71-40010INV-2', 'posted'),
    document('payment', '72-40010INV-3', 'posted'),
  );
  return Object.assign(books, sampleJournals());
}
