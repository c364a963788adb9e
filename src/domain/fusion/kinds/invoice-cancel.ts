import type { PostingKind } from '../../posting/posting-kind';
import type { InvoiceBody } from '../bodies/invoice-body';
import { storedBody } from '../bodies/stored-body';
import { invoice } from './invoice';

/** All that it is made of is the invoice that stands before it. */
type InvoiceCancelDraft = Readonly<Record<string, never>>;

export interface InvoiceCancelBody {
  readonly kind: 'invoiceCancel';
  readonly key: string;
  readonly invoiceId: string;
  /** What was sent. */
  readonly sent: InvoiceBody;
  /** The day on which it is canceled, in the books' time zone, `YYYY-MM-DD`. */
  readonly today: string;
}

/** An invoice of ours canceled, by a person's choice and before it was validated, paid or accounted (accounting-fusion 3). */
export const invoiceCancel: PostingKind<InvoiceCancelDraft, InvoiceCancelBody> = {
  name: 'invoiceCancel',
  called: 'cancellation of the invoice',
  system: 'fusion',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<InvoiceCancelBody>(stored, 'invoiceCancel'),

  complete: (_draft, known) => {
    const standing = known.earlier('voucher');
    if (standing === null)
      throw new RangeError('an invoice is canceled after it was posted, and that is not confirmed');
    const invoiceId = standing.reference['invoiceId'] ?? '';
    const { key, today } = known;
    return { kind: 'invoiceCancel', key, invoiceId, sent: invoice.parse(standing.body), today };
  },

  fingerprint: ({ kind, invoiceId }) => [kind, invoiceId],

  compare: () => [],

  entries: () => [],

  terms: () => ({ supplier: '', number: '' }),
};
