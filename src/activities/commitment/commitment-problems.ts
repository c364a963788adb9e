import type { Problem } from '../../domain/holds/hold-reason';
import { cannotBeRead, mayNotBeSeen } from '../steps/not-readable';

// What keeps a commitment from being planned at all; what is wrong with a plan is said by the rules in domain.

export const unreadableCommitment = (id: string, why: string): Problem =>
  cannotBeRead({ name: 'Commitment', field: 'commitment', id }, why);

/** Where it was deleted, its event or the list of deleted commitments says so. */
export const commitmentNotVisible = (id: string): Problem =>
  mayNotBeSeen(id, {
    seen: `Procore does not show the commitment ${id}, neither as deleted nor otherwise: the service account may not see it`,
    permission: 'Commitments',
  });

export function commitmentWithoutVendor(number: string): Problem {
  return {
    reason: 'vendorUnknown',
    kind: 'person',
    field: 'vendor_id',
    value: '',
    message: `Commitment ${number} names no vendor.`,
    remedies: [{ act: 'inProcore', text: 'Set the contract company on the commitment in Procore' }],
  };
}
