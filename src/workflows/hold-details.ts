import type { HoldReason } from '../domain/holds/hold-reason';
import type { HoldSummary, Wait } from '../domain/posting/stages/pass';
import type { DocumentRef } from './messages';

/** Markdown for the Temporal UI. The facts (amounts, names) stand in the database, behind the commands named here. */
export function holdDetails(
  document: DocumentRef,
  hold: Pick<HoldSummary, 'kind' | 'reasons' | 'wakeAfterMs'>,
): string {
  const { kind, reasons, wakeAfterMs } = hold;
  const lines = reasons.map((reason) => `- **${reason}**: ${meaning[reason]}`);
  const command = (words: string): string =>
    `\`ml-connector ${words} --connection ${document.connectionId} ${document.kind}/${document.sourceId}\``;
  const again = wakeAfterMs === null ? '' : `; looks again by itself within ${readableDuration(wakeAfterMs)}`;
  return [
    `**Held**, waits ${kind === 'person' ? 'for a person' : 'for something that comes by itself'}${again}:`,
    '',
    ...lines,
    '',
    'What to do next:',
    '',
    `1. ${command('hold show')} says which field and value, and prints the command that ends it.`,
    `2. \`docs/holds.md\` has a section for each reason: who ends it, and how.`,
    `3. Most go on by themselves once that is done. Else, or to have it looked at at once: ${command('hold resume')}. The signal \`resume\` here does the same with what was last read; it decides nothing and posts nothing twice.`,
  ].join('\n');
}

/** The same of a document that nothing is wrong with. */
export function waitDetails(document: DocumentRef, { why, afterMs, toDo }: Wait): string {
  if (toDo !== undefined) {
    const next = toDo.map((one) => `- ${one}`);
    return [
      `**waiting**: ${why}`,
      '',
      `It looks again by itself within ${readableDuration(afterMs)}.`,
      '',
      ...next,
    ].join('\n');
  }
  return [
    `**waiting**: ${why}`,
    '',
    `Nobody has to act: it looks again by itself within ${readableDuration(afterMs)}, and at once when it changes in Procore. Where it stands: \`ml-connector document show --connection ${document.connectionId} ${document.kind}/${document.sourceId}\`.`,
  ].join('\n');
}

/** Rounded up, so that nobody waits longer than was said. */
function readableDuration(ms: number): string {
  if (ms <= 90_000) return `${Math.ceil(ms / 1000)} s`;
  return ms <= 5_400_000 ? `${Math.ceil(ms / 60_000)} min` : `${Math.ceil(ms / 3_600_000)} h`;
}

const meaning: Readonly<Record<HoldReason, string>> = {
  notLive: 'the connection, or the project in Procore, is not live; once it is, it goes on by itself',
  paused: 'the connection is paused',
  blackout: 'nothing is posted at this time (posting.blackouts); it goes on by itself',
  credentials: 'a system refused our credentials; mend them and run the connection check',
  doesNotFit: 'the ERP has no room for a value that decides; the field is named',
  unmappedCostCode: 'a cost code has no account; add a mapping row, and it goes on by itself',
  accountMissing: 'the mapped account does not exist in the ERP; add it there or change the mapping',
  accountInactive: 'the mapped account takes no postings; open it in the ERP or change the mapping',
  businessUnitClosed: 'the job or cost centre takes no postings; open it in the ERP or change the mapping',
  subledgerRequired: 'the account needs a subledger; add one to the mapping row',
  subledgerForbidden: 'the account takes no subledger; remove it from the mapping row',
  unitsRequired: 'the account needs units, and the line has no quantity',
  periodClosed: 'the G/L date lies outside the open periods',
  vendorUnknown: 'the vendor is not linked with a supplier yet; its own workflow is at it',
  vendorOnHold: 'the supplier is on hold for orders in the ERP',
  vendorConflict: 'suppliers with a similar name exist, or a field was changed on both sides; a person decides',
  orderOnHold: 'the purchase order is on hold in the ERP; release it there',
  orderNotOpen: 'the order of the commitment is not open in the ERP, or a line of it is not there yet',
  orderElsewhere: 'the commitment has an order in the ERP by another way',
  changePending: 'something else changes the same thing just now; it goes on by itself',
  amountsDiffer: 'the amounts do not add up; both sides are shown',
  overContract: 'more is billed than the contract allows; a person may accept it (hold decide)',
  overReleased: 'more retainage is released than was held; a person may accept it (hold decide)',
  openingBalance: 'earlier requisitions were taken over; confirm the opening balance of the commitment',
  earlierRequisition: 'an earlier requisition of the commitment is not final yet; it goes on by itself',
  awaitingMatch: 'AP matches the order of the commitment in the ERP; once it has, it goes on by itself',
  possibleDuplicate: 'the ERP may already have this invoice',
  foundButDifferent: 'what stands in the ERP under our key differs from what was to be posted',
  postedElsewhere: 'Payables has the same bill',
  tax: 'tax has no setting that fits',
  currency: 'the currencies do not fit together',
  twoCompanies: 'the lines belong to two companies',
  negativeNotAllowed: 'a line is negative, and the connection allows no negative order lines',
  creditSetup: 'the payable is below zero, and no document type for credits is set',
  zeroPayable: 'the payable is zero although lines are not',
  retainageSetup: 'no retainage account is set for the company',
  unknownType: 'the invoice type or method is not known',
  lineRejected: 'a line was rejected in Procore, but is billed',
  changedAfterPosting: 'it was changed after it was posted; the difference is shown by account',
  withdrawnAfterPosting: 'it left the approved statuses, but something of it stands in the ERP',
  erpRejected: 'the ERP refused it; its words are shown',
  erpVoided: 'it was voided in the ERP; a person decides what becomes of it (hold decide)',
  deliveredTooLong:
    'it has waited for people in the ERP for long, and none has taken it further; it goes on by itself when they do',
  uncertainTooLong: 'it was sent, and nobody knows whether it arrived; a person looks and decides (hold decide)',
  erpUnreachable: 'a system cannot be reached; it is tried again by itself',
  needsPerson: 'something unforeseen; the details are shown',
};
