import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';
import { cannotBeRead, mayNotBeSeen } from '../steps/not-readable';

// What keeps a requisition from being planned at all; what is wrong with a plan is said by the rules in domain.

export function commitmentGone(commitmentId: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'commitment_id',
    value: commitmentId,
    message: `Procore does not show the commitment ${commitmentId}: it was deleted, or the service account may not see it.`,
    remedies: [
      {
        act: 'inProcore',
        text: 'Give the service account read permission on Commitments in this project',
        andThen: resume,
      },
    ],
  };
}

/** Where the requisition was deleted, its event or the next look once the account sees the commitment says so. */
export const notVisible = (requisitionId: string): Problem =>
  mayNotBeSeen(requisitionId, {
    seen:
      `Procore shows neither the requisition ${requisitionId} nor its commitment: the service account may not see them, ` +
      'or both were deleted',
    permission: 'Commitments',
  });

export function noVendor(commitmentNumber: string): Problem {
  return {
    reason: 'vendorUnknown',
    kind: 'person',
    field: 'vendor_id',
    value: '',
    message: `Neither the requisition nor its commitment ${commitmentNumber} names a vendor.`,
    remedies: [{ act: 'inProcore', text: 'Set the contract company on the commitment in Procore' }],
  };
}

export const unreadableRequisition = (requisitionId: string, why: string): Problem =>
  cannotBeRead({ name: 'Requisition', field: 'requisition', id: requisitionId, again: 'by the next poll' }, why);
