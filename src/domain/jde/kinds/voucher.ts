import type { Problem } from '../../holds/hold-reason';
import { ediBatchFrom } from '../../posting/erp-key';
import type { KnownAtSending, PostingKind, StandingPosting } from '../../posting/posting-kind';
import { invoiceNumber } from '../../requisition/invoice-number';
import type { BookedVoucher } from '../bodies/booked';
import { bookedEntries } from '../bodies/booked-entries';
import { codedMultiset, printedAmounts } from '../bodies/coded-amounts';
import { compareShown } from '../bodies/compare-shown';
import { lengthOf } from '../columns';
import { acceptedBooking, shownByAccount } from './accepted-voucher';
import { erpVoidedProblem } from './erp-voided-problem';
import { toOrderReference } from '../bodies/order-reference';
import type { OrderReference } from '../bodies/posting-body';
import type { JdeShown } from '../bodies/shown';
import { storedBody } from '../bodies/stored-body';
import { taxProblem } from './tax-problem';

export type VoucherDraft = Omit<BookedVoucher, 'erpKey' | 'ediBatch' | 'order'> & {
  /** It names the order of its own document. */
  readonly withOrder: boolean;
  /** The order of its commitment that it names instead; absent or null: none. */
  readonly onOrder?: OrderReference | null;
  /** The invoice number before it is cut or numbered as a revision. */
  readonly fullInvoiceNumber: string;
};

/** Batch voucher rows: F0411Z1 and F0911Z1, later F0411. */
export const voucher: PostingKind<VoucherDraft, BookedVoucher> = {
  name: 'voucher',
  called: 'voucher',
  parts: { payItems: 'its pay items (F0411Z1)', distribution: 'its distribution (F0911Z1)' },
  system: 'jde',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  entersVoided: true,
  isFollowed: true,
  takenFurtherBy:
    'Run the batch voucher processor (R04110ZA) for its batch; if it ran, its report and the Work Center say why it left the rows',

  parse: (stored) => storedBody<BookedVoucher>(stored, 'voucher', ['payItems', 'distribution', 'items']),

  complete: ({ withOrder, onOrder = null, fullInvoiceNumber, ...draft }, known) => ({
    ...draft,
    erpKey: known.key,
    ediBatch: ediBatchFrom(known.key),
    invoiceNumber: numbered(fullInvoiceNumber, known.revision),
    order: known.isByHand === true ? null : withOrder ? orderOf(known) : onOrder,
  }),

  fingerprint: (body, { ignoreDates, stands }) => [
    body.kind,
    body.company,
    body.supplier,
    body.currency,
    body.documentType,
    body.invoiceNumber,
    ignoreDates ? [] : [body.invoiceDate, body.glDate],
    body.payItems.map((item) => [
      item.payItem,
      item.amount,
      item.tax ?? '',
      ...(stands === true ? [] : [item.payStatus]),
    ]),
    codedMultiset(body.distribution),
  ],

  compare: (body, found) => compareShown(shownAsSent(body), found),

  entries: bookedEntries,

  comparedFrom: 'vouchered',

  shownAmounts: shownByAccount,

  accepted: (body, found) => acceptedBooking(body, body.invoiceNumber, found),

  terms: ({ supplier, invoiceNumber: number }) => ({ supplier, number }),

  takenBack: {
    by: 'batchDeletion',
    until: 'vouchered',
    isPast: () => false,
    says: 'was not taken by the voucher processor: its rows are deleted in F0411Z1 and F0911Z1',
  },

  review: (body, standing) => [erpVoidedProblem(standing), taxOf(body, standing)].filter((one) => one !== null),
};

/** What would be seen of it if nobody had changed anything. */
export function shownAsSent(body: BookedVoucher): JdeShown {
  const { company, supplier, currency, total, distribution, invoiceNumber: number, glDate } = body;
  return { company, supplier, currency, total, lines: printedAmounts(distribution), number, glDate };
}

function numbered(full: string, revision: number): string {
  return invoiceNumber({
    vendorNumber: full,
    projectNumber: '',
    commitmentNumber: '',
    requisitionNumber: 0,
    revision,
    maxLength: lengthOf('F0411Z1.VINV'),
  }).sent;
}

function orderOf(known: KnownAtSending): OrderReference {
  const order = known.earlier('order');
  if (order === null) throw new RangeError('the voucher is posted after its order, and that is not confirmed');
  return toOrderReference(order.reference);
}

/** The tax shows once the processor has made the voucher. */
function taxOf(body: BookedVoucher, { key, stage, facts }: StandingPosting): Problem | null {
  return stage === 'vouchered' || stage === 'posted' ? taxProblem(body, key, facts['tax'] ?? null) : null;
}
