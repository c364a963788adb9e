import type { InvoiceBody } from '../../../domain/fusion/bodies/invoice-body';
import { otherwiseFacts } from '../../../domain/posting/found-otherwise';
import { invoice } from '../../../domain/fusion/kinds/invoice';
import type { InvoiceActBody } from '../../../domain/fusion/kinds/invoice-acts';
import type { Problem } from '../../../domain/holds/hold-reason';
import { resume } from '../../../domain/holds/remedy';
import { equals } from '../../../domain/money/money';
import type { Found, Look, Reference } from '../../../domain/posting/look';
import type { Posted, PostingPort } from '../../erp-adapter';
import type { FusionConnection } from '../connect';
import { act, namesOf, placeHold } from '../postings/invoice-actions';
import { foundInvoice, type ReadInvoice } from '../postings/invoice-rows';
import { readInvoice } from '../postings/invoices';
import { beforeSending, changedMeanwhile } from '../postings/written';

/** Tax, distributions and manual holds, each asked for by what is read just before, so that a repeat does nothing. */
export function settlementPort(fusion: FusionConnection): PostingPort {
  return { ...lookAndReady(fusion), send: (one) => settle(fusion, one.body as InvoiceActBody) };
}

/** Validation of what stands as it was sent and is settled. */
export function validationPort(fusion: FusionConnection): PostingPort {
  return { ...lookAndReady(fusion), send: (one) => validate(fusion, one) };
}

/** There is nothing of an act besides the invoice: a look tells where that stands. Nothing is done with what others changed. */
function lookAndReady(fusion: FusionConnection): Required<Pick<PostingPort, 'look' | 'ready'>> {
  const standing = async (one: Posted): Promise<Found | null> => {
    const { sent, invoiceId } = one.body as InvoiceActBody;
    const read = await readInvoice(fusion, invoiceId);
    return read === null ? null : foundInvoice(sent, read);
  };
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) {
        const found = await standing(one);
        looks.push({ key: one.key, found: found === null ? [] : [found], strangers: [], running: false });
      }
      return looks;
    },
    ready: async (one) => {
      const { sent } = one.body as InvoiceActBody;
      const found = await standing(one);
      const differences = found === null ? [] : differencesOf(one, sent, found);
      return differences.length === 0 ? [] : [changedProblem(sent.invoiceNumber, differences)];
    },
  };
}

async function settle(fusion: FusionConnection, { sent, invoiceId }: InvoiceActBody): Promise<Reference> {
  const operation = 'settle invoice';
  const before = await beforeSending(operation, () => mustStand(fusion, operation, invoiceId));
  const { paymentHold, taxHold } = sent;
  const named = namesOf(before.row);
  if (paymentHold !== null && !before.openHolds.includes(paymentHold)) {
    const why = sent.paymentHeldFor ?? 'to be paid when accounts payable releases it';
    await placeHold(fusion, named, paymentHold, `Posted by ml-connector: ${why}`);
  }
  const found = foundInvoice(sent, before);
  // Distributions follow tax: where they stand and the tax is right, both were done.
  if (!isSettled(found, sent.tax)) {
    await act(fusion, 'calculateTax', named);
    await act(fusion, 'generateDistributions', named);
  }
  const after = await mustStand(fusion, operation, invoiceId);
  if (taxHold !== null && !isSettled(foundInvoice(sent, after), sent.tax) && !after.openHolds.includes(taxHold)) {
    await placeHold(fusion, named, taxHold, 'ml-connector: the tax is not that of the requisition');
  }
  return { invoiceId };
}

/** What stands otherwise than it was sent, unless a person accepted exactly that. */
function differencesOf({ facts }: Pick<Posted, 'facts'>, sent: InvoiceBody, found: Found): readonly string[] {
  const differences = invoice.compare(sent, found);
  return differences.join('; ') === facts[otherwiseFacts.accepted] ? [] : differences;
}

async function validate(fusion: FusionConnection, one: Posted): Promise<Reference> {
  const operation = 'validate invoice';
  const { sent, invoiceId } = one.body as InvoiceActBody;
  const read = await beforeSending(operation, () => mustStand(fusion, operation, invoiceId));
  const found = foundInvoice(sent, read);
  if (found.stage !== 'delivered' || differencesOf(one, sent, found).length > 0) {
    throw changedMeanwhile(operation, 'the invoice does not stand as it was sent, or is not settled');
  }
  await act(fusion, 'validateInvoice', namesOf(read.row));
  return { invoiceId };
}

/** Whether tax lines were worked out, and come to the requisition's. */
function isSettled({ facts }: Found, tax: string): boolean {
  const found = facts['tax'] ?? '';
  return found !== '' && equals(found, tax);
}

async function mustStand(fusion: FusionConnection, operation: string, invoiceId: string): Promise<ReadInvoice> {
  const read = await readInvoice(fusion, invoiceId);
  if (read === null) throw changedMeanwhile(operation, 'the invoice is not there any more');
  return read;
}

function changedProblem(number: string, differences: readonly string[]): Problem {
  return {
    reason: 'foundButDifferent',
    kind: 'person',
    field: 'invoiceLines',
    value: number,
    message: `Invoice ${number} stands in Fusion otherwise than it was sent, and is not validated from here: ${differences.join('; ')}.`,
    remedies: [{ act: 'inErp', text: 'Set the invoice back to what was sent', andThen: resume }],
  };
}
