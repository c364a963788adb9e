import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { cannotBeRead, mayNotBeSeen } from '../steps/not-readable';

// What keeps a direct cost from being planned at all; what is wrong with a plan is said by the rules in domain.

export const unreadableDirectCost = (id: string, why: string): Problem =>
  cannotBeRead({ name: 'Direct cost', field: 'direct_cost', id }, why);

/** Procore shows no other direct cost of the project either: then nothing says that it was deleted. */
export const directCostNotVisible = (id: string): Problem =>
  mayNotBeSeen(id, {
    seen: `Procore shows neither the direct cost ${id} nor any other of its project: the service account may not see them`,
    permission: 'Direct Costs',
  });

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
