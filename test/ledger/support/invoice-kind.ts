import type { Entry } from '../../../src/domain/posting/books/entry';
import type { PostingKind } from '../../../src/domain/posting/posting-kind';

/** An invoice of no ERP in particular: two lines, written in two parts. */
export interface InvoiceBody {
  readonly key: string;
  readonly total: string;
  /** The invoice's number, where the kind gives it one. */
  readonly number?: string;
  readonly lines: readonly { readonly account: string; readonly amount: string }[];
}

export interface InvoiceDraft {
  readonly amount: string;
}

export type InvoicePart = 'payItems' | 'distribution';

const account = '4411.1340.26010';

export function bodyOf(total: string, key: string): InvoiceBody {
  return {
    key,
    total,
    lines: [
      { account, amount: total },
      { account, amount: '0.00' },
    ],
  };
}

export function invoiceEntries(amount: string): readonly Entry[] {
  const line = { book: 'cost', supplier: '4343', account, orderLine: '', tax: '0', period: '2026-05' } as const;
  return [{ ...line, item: 'contract_item:1', amount, gross: amount, withheld: '0' }];
}

export const invoiceKind: PostingKind<InvoiceDraft, InvoiceBody> = {
  name: 'invoice',
  called: 'invoice',
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  parse: (stored) => stored as InvoiceBody,
  complete: ({ amount }, { key }) => bodyOf(amount, key),
  fingerprint: ({ total, lines }) => [total, lines],
  compare: (body, { shown, missing }) => {
    const { total, lines } = shown as Omit<InvoiceBody, 'key'>;
    return [
      ...(missing.includes('payItems') || total === body.total ? [] : [`total ${total}`]),
      ...(missing.includes('distribution') || JSON.stringify(lines) === JSON.stringify(body.lines) ? [] : ['lines']),
    ];
  },
  entries: ({ total }) => invoiceEntries(total),
  terms: () => ({ supplier: '', number: '' }),
};

/** The same with a number that every further posting of the step carries on: `INV-1-R2`. */
export const numberedKind: PostingKind<InvoiceDraft, InvoiceBody> = {
  ...invoiceKind,
  name: 'numberedInvoice',
  complete: ({ amount }, { key, revision }) => ({
    ...bodyOf(amount, key),
    number: revision === 1 ? 'INV-1' : `INV-1-R${revision}`,
  }),
  // Of a supplier for each posting: what a number is worth between documents is told by `suppliedKind`.
  terms: ({ number = '', key }) => ({ supplier: key, number }),
};

/** Of one supplier, with the number that its draft names. */
export const suppliedKind: PostingKind<InvoiceDraft & { readonly number: string }, InvoiceBody> = {
  ...invoiceKind,
  name: 'suppliedInvoice',
  complete: ({ amount, number }, { key }) => ({ ...bodyOf(amount, key), number }),
  fingerprint: ({ total, lines, number }) => [total, lines, number ?? ''],
  terms: ({ number = '' }) => ({ supplier: '4343', number }),
};
