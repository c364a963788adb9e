import { causeKey } from '../../../src/domain/holds/cause-key';
import type { Problem } from '../../../src/domain/holds/hold-reason';
import type { Remedy } from '../../../src/domain/holds/remedy';
import type { RequisitionWanted } from '../../../src/domain/requisition/requisition-wanted';
import type { CreditorFact } from '../facts.fixture';

/** Whether the creditor is known and may be ordered from. */
export function checkCreditor(
  { vendor: { partyId, linked }, requisition }: Pick<RequisitionWanted, 'vendor' | 'requisition'>,
  creditor: CreditorFact | null,
): Problem[] {
  const { vendorId, vendorName } = requisition;
  const name = vendorName ?? partyId;
  const link: Remedy = { act: 'linkVendor', vendorId, candidates: [] };
  const common = { causeKey: causeKey.vendor(partyId) };
  if (!linked) {
    return [
      {
        ...common,
        reason: 'vendorUnknown',
        kind: 'waiting',
        field: 'vendor_id',
        value: vendorId ?? partyId,
        message: `The vendor ${name} is not linked to a creditor in Kontor yet.`,
        remedies: [
          { act: 'byItself', text: 'It goes on by itself when the vendor is found or created' },
          { act: 'seeDocument', document: { kind: 'vendor', sourceId: vendorId ?? partyId } },
          link,
        ],
      },
    ];
  }
  if (creditor === null || creditor.voided) {
    return [
      {
        ...common,
        reason: 'vendorUnknown',
        kind: 'person',
        field: 'creditor',
        value: creditor?.number ?? partyId,
        message: `The creditor that the vendor ${name} is linked to does not exist in Kontor any more.`,
        remedies: [{ act: 'inErp', text: 'Open the creditor again in Kontor' }, link],
      },
    ];
  }
  if (creditor.blocked === '') return [];
  return [
    {
      ...common,
      reason: 'vendorOnHold',
      kind: 'person',
      field: 'blocked',
      value: creditor.blocked,
      message: `Creditor ${creditor.number} (${creditor.name}) is blocked in Kontor: ${creditor.blocked}.`,
      remedies: [{ act: 'inErp', text: 'Let the creditor go in Kontor; it then goes on by itself' }],
    },
  ];
}
