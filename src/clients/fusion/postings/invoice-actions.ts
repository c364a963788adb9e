import { text } from '../calls/cells';
import type { Row } from '../calls/collection-page';
import type { FusionConnection } from '../connect';
import { mustSucceed, notYetThere } from './written';

type InvoiceAction = 'calculateTax' | 'generateDistributions' | 'validateInvoice' | 'cancelInvoice';

/** An invoice by the three names that Fusion knows it by now, whatever it was called when it was sent. */
interface InvoiceNames {
  readonly InvoiceNumber: string;
  readonly BusinessUnit: string;
  readonly Supplier: string;
}

export function namesOf(row: Row): InvoiceNames {
  return {
    InvoiceNumber: text(row, 'InvoiceNumber'),
    BusinessUnit: text(row, 'BusinessUnit'),
    Supplier: text(row, 'Supplier'),
  };
}

/** An action of the collection; the invoice is named in the body, by its three names (reference 7.4). */
export async function act({ caller }: FusionConnection, action: InvoiceAction, named: InvoiceNames): Promise<void> {
  const operation = `invoice ${action}`;
  const answer = await caller
    .call({
      operation,
      effect: 'write',
      method: 'POST',
      path: `invoices/action/${action}`,
      body: { as: 'action', json: action === 'validateInvoice' ? { ...named, ProcessAction: 'Validate' } : named },
      ask: `ask accounts payable for a role that may ${action}`,
    })
    .catch((error: unknown) => {
      throw notYetThere(operation, error);
    });
  // Its words are a sentence in the user's language: only an answer without any, or one of failure, is none.
  mustSucceed(operation, answer, (result) => result !== '' && !/^(fail|error)/i.test(result));
}

/** A manual hold by its display name (reference 7.5). */
export async function placeHold(
  { caller }: FusionConnection,
  named: InvoiceNames,
  name: string,
  reason: string,
): Promise<void> {
  await caller.call({
    operation: 'hold invoice',
    effect: 'write',
    method: 'POST',
    path: 'invoiceHolds',
    body: {
      as: 'item',
      json: { ...named, HoldName: name, HoldReason: reason },
    },
    ask: `ask accounts payable whether the hold "${name}" is set up as a manual one, and for a role that may place it`,
  });
}
