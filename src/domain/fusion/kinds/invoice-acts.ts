import type { PostingKind } from '../../posting/posting-kind';
import type { InvoiceBody } from '../bodies/invoice-body';
import { storedBody } from '../bodies/stored-body';
import { invoice } from './invoice';

type InvoiceActDraft = Readonly<Record<string, never>>;

export interface InvoiceActBody {
  readonly kind: 'invoiceSettlement' | 'invoiceValidation';
  readonly key: string;
  readonly invoiceId: string;
  /** What was sent, and must stand so before anything is done with it. */
  readonly sent: InvoiceBody;
}

/** Tax worked out, distributions made, manual holds placed: what comes before validation. */
export const invoiceSettlement = actOnInvoice('invoiceSettlement', 'tax and distributions of the invoice');

/** Asked for only once the invoice stands as it was sent, its tax settled. */
export const invoiceValidation = actOnInvoice('invoiceValidation', 'validation of the invoice');

function actOnInvoice(name: InvoiceActBody['kind'], called: string): PostingKind<InvoiceActDraft, InvoiceActBody> {
  return {
    name,
    called,
    system: 'fusion',
    nature: 'acts',
    mostSends: 2,
    occupiesUntil: null,
    restsAt: 'stands',
    parse: (stored) => storedBody<InvoiceActBody>(stored, name),
    complete: (_draft, known) => {
      const earlier = known.earlier('voucher');
      if (earlier === null) throw new RangeError(`the ${called} follows the invoice, and that is not confirmed`);
      const invoiceId = earlier.reference['invoiceId'] ?? '';
      return { kind: name, key: known.key, invoiceId, sent: invoice.parse(earlier.body) };
    },
    fingerprint: ({ kind, invoiceId }) => [kind, invoiceId],
    compare: () => [],
    entries: () => [],
    terms: () => ({ supplier: '', number: '' }),
  };
}
