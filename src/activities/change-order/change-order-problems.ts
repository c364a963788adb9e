import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';

// What keeps a change order from being planned at all; what is wrong with a plan is said by the rules in domain.

export function unreadableChangeOrder(id: string, why: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'change_order_package',
    value: id,
    message: `Change order ${id} cannot be read (${why}).`,
    remedies: [
      { act: 'inProcore', text: 'Correct the member that is named; it is read again every hour' },
      { act: 'byHand', text: 'If Procore gives it in a new form, tell the operator', andThen: resume },
    ],
  };
}

/** Where it was deleted, its event or the list of deleted change orders says so. */
export function changeOrderNotVisible(id: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'id',
    value: id,
    message:
      `Procore does not show the change order ${id} with its commitment, neither as deleted nor otherwise: the service account may not see it. ` +
      'Nothing is concluded from that; it is looked at again every hour.',
    remedies: [
      {
        act: 'inProcore',
        text: 'Give the service account read permission on Commitments and their change orders in this project',
        andThen: resume,
      },
    ],
  };
}
