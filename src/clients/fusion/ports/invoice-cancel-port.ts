import type { InvoiceCancelBody } from '../../../domain/fusion/kinds/invoice-cancel';
import { isAccounted, isPaid } from '../../../domain/fusion/kinds/invoice-stage';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import { isZero } from '../../../domain/money/money';
import type { Found, Look, Reference } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import { flag, text, textOrNull } from '../calls/cells';
import type { FusionConnection } from '../connect';
import { readPeriods } from '../facts/periods';
import { act, namesOf } from '../postings/invoice-actions';
import { type ReadInvoice } from '../postings/invoice-rows';
import { readInvoice } from '../postings/invoices';
import { beforeSending, changedMeanwhile } from '../postings/written';

/** An invoice of ours canceled: it stands when the invoice shows that it is, and an amount of 0 (reference 7.4). */
export function invoiceCancelPort(fusion: FusionConnection, settings: PostingSettings): PostingPort {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(await lookAt(fusion, one.key, one.body as InvoiceCancelBody));
      return looks;
    },
    ready: (one) => payablesOpen(fusion, settings, one.body as InvoiceCancelBody),
    send: (one) => cancel(fusion, one.body as InvoiceCancelBody),
  };
}

async function lookAt(fusion: FusionConnection, key: string, { invoiceId, sent }: InvoiceCancelBody): Promise<Look> {
  const read = await readInvoice(fusion, invoiceId);
  const nothing = { key, found: [], strangers: [], running: false };
  if (read === null) return { ...nothing, refused: notCanceled(sent.invoiceNumber, 'is not shown by Fusion any more') };
  if (isCanceled(read)) return { ...nothing, found: [foundCanceled(read)] };
  const past = pastCanceling(read);
  return past === null ? nothing : { ...nothing, refused: notCanceled(sent.invoiceNumber, past) };
}

function isCanceled({ row }: ReadInvoice): boolean {
  return flag(row, 'CanceledFlag') && isZero(textOrNull(row, 'InvoiceAmount') ?? '0');
}

function foundCanceled({ row }: ReadInvoice): Found {
  return {
    reference: { invoiceId: text(row, 'InvoiceId'), invoiceNumber: text(row, 'InvoiceNumber') },
    stage: 'stands',
    stageWord: text(row, 'ValidationStatus'),
    missing: [],
    shown: null,
    // The date that Fusion took.
    facts: { canceledOn: text(row, 'CanceledDate').slice(0, 10) },
  };
}

/** Why it is not canceled any more; null: it may be. */
function pastCanceling({ row, validated }: ReadInvoice): string | null {
  if (validated) return 'was validated meanwhile';
  const paid = text(row, 'PaidStatus');
  if (isPaid(paid)) return `is ${paid.toLowerCase()}`;
  return isAccounted(text(row, 'AccountingStatus')) ? 'is accounted' : null;
}

/** Fusion dates a cancellation by today, whose period must be open in Payables. */
async function payablesOpen(
  fusion: FusionConnection,
  { ledger, payablesApplicationId }: PostingSettings,
  { today, sent }: InvoiceCancelBody,
): Promise<readonly Problem[]> {
  const periods = await readPeriods(fusion, ledger.id, payablesApplicationId);
  if (periods.some(({ status, start, end }) => status === 'O' && start <= today && today <= end)) return [];
  return [
    {
      reason: 'periodClosed',
      kind: 'person',
      field: 'AccountingDate',
      value: today,
      message: `Invoice ${sent.invoiceNumber} is not canceled: Fusion dates that ${today}, and no period of Payables is open for it.`,
      remedies: [{ act: 'inErp', text: 'Open the period of today in Payables', andThen: resume }],
    },
  ];
}

async function cancel(fusion: FusionConnection, { invoiceId }: InvoiceCancelBody): Promise<Reference> {
  const operation = 'cancel invoice';
  const read = await beforeSending(operation, () => readInvoice(fusion, invoiceId));
  if (read === null || isCanceled(read) || pastCanceling(read) !== null) {
    throw changedMeanwhile(operation, 'the invoice does not stand as it did when it was looked at');
  }
  await act(fusion, 'cancelInvoice', namesOf(read.row));
  return { invoiceId };
}

function notCanceled(number: string, why: string): Problem {
  return {
    reason: 'erpRejected',
    kind: 'person',
    field: 'CanceledFlag',
    value: number,
    message: `Invoice ${number} ${why}: it is not canceled, and nothing is posted in its place.`,
    remedies: [{ act: 'byHand', text: 'Look at what the next pass offers instead', andThen: resume }],
  };
}
