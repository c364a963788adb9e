import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import { equals } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { StandingPosting } from '../../posting/posting-kind';
import type { InvoiceBody } from '../bodies/invoice-body';

/** Tax lines of the invoice in sum, once Fusion worked tax out. */
export const taxFact = 'tax';
/** Sum of its installments. */
export const installmentsFact = 'installments';

/** Fusion works out another tax than the requisition carries: the invoice stands, held there by hand, and is asked again. */
export function taxProblem(body: InvoiceBody, { key, stage, facts }: StandingPosting): Problem | null {
  const found = facts[taxFact] ?? '';
  if (stage !== 'stands' || found === '' || equals(found, body.tax)) return null;
  const show = (amount: string): string => readableAmount(amount, body.currency);
  const held =
    body.taxHold === null ? '' : ` It carries the hold "${body.taxHold}" there, so that it is not paid meanwhile.`;
  return {
    reason: 'tax',
    kind: 'person',
    field: 'summary.tax_applicable_to_this_payment',
    value: body.tax,
    message: `Fusion works out a tax of ${show(found)} on invoice ${body.invoiceNumber}, the requisition carries ${show(body.tax)}. The invoice is not validated.${held}`,
    remedies: [
      {
        act: 'inErp',
        text: 'Correct the tax set-up of supplier, site or order line in Fusion and release the hold there',
        andThen: resume,
      },
      { act: 'inErp', text: 'Cancel the invoice in Fusion' },
    ],
    facts: { key, found, sent: body.tax },
  };
}

/** Fusion would pay something else than the certificate says. */
export function installmentsProblem(body: InvoiceBody, { key, stage, facts }: StandingPosting): Problem | null {
  const found = facts[installmentsFact] ?? '';
  // Once it is validated, what is paid is for what stands to say.
  if (found === '' || stage !== 'stands') return null;
  if (facts[taxFact] === undefined || facts[taxFact] === '' || !equals(facts[taxFact], body.tax)) return null;
  if (equals(found, body.payable)) return null;
  const show = (amount: string): string => readableAmount(amount, body.currency);
  return {
    reason: body.way === 'A' ? 'retainageSetup' : 'amountsDiffer',
    kind: 'person',
    field: 'invoiceInstallments.GrossAmount',
    value: found,
    message: `The installments of invoice ${body.invoiceNumber} in Fusion sum to ${show(found)}, to be paid is ${show(body.payable)}. The invoice is not validated.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Correct the retainage terms of the order, or the installments of the invoice',
        andThen: resume,
      },
      { act: 'inErp', text: 'Cancel the invoice in Fusion' },
    ],
    facts: { key, found, expected: body.payable },
  };
}
