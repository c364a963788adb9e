import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';

// What keeps a commitment from being planned at all; what is wrong with a plan is said by the rules in domain.

export function unreadableCommitment(commitmentId: string, why: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'commitment',
    value: commitmentId,
    message: `Commitment ${commitmentId} cannot be read (${why}).`,
    remedies: [
      { act: 'inProcore', text: 'Correct the member that is named; it is read again every hour' },
      { act: 'byHand', text: 'If Procore gives it in a new form, tell the operator', andThen: resume },
    ],
  };
}

/** Where it was deleted, its event or the list of deleted commitments says so. */
export function commitmentNotVisible(commitmentId: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'id',
    value: commitmentId,
    message:
      `Procore does not show the commitment ${commitmentId}, neither as deleted nor otherwise: the service account may not see it. ` +
      'Nothing is concluded from that; it is looked at again every hour.',
    remedies: [
      {
        act: 'inProcore',
        text: 'Give the service account read permission on Commitments in this project',
        andThen: resume,
      },
    ],
  };
}

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
