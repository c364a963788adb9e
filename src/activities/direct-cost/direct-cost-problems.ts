import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';

// What keeps a direct cost from being planned at all; what is wrong with a plan is said by the rules in domain.

export function unreadableDirectCost(id: string, why: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'direct_cost',
    value: id,
    message: `Direct cost ${id} cannot be read (${why}).`,
    remedies: [
      { act: 'inProcore', text: 'Correct the member that is named; it is read again every hour' },
      { act: 'byHand', text: 'If Procore gives it in a new form, tell the operator', andThen: resume },
    ],
  };
}

/** Procore shows no other direct cost of the project either: then nothing says that it was deleted. */
export function directCostNotVisible(id: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'id',
    value: id,
    message:
      `Procore shows neither the direct cost ${id} nor any other of its project: the service account may not see them. ` +
      'Nothing is concluded from that; it is looked at again every hour.',
    remedies: [
      {
        act: 'inProcore',
        text: 'Give the service account read permission on Direct Costs in this project',
        andThen: resume,
      },
    ],
  };
}

/** The connection's settings name no direct costs any more, and this one is on its way still. */
export function notTakenAnyMore(): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'posting.directCosts',
    value: '',
    message: 'The connection books no direct costs any more: its settings have no section for them.',
    remedies: [{ act: 'changeSetting', path: 'posting.directCosts' }],
    causeKey: causeKey.connection(),
  };
}
