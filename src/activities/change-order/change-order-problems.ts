import type { Problem } from '../../domain/holds/hold-reason';
import { cannotBeRead, mayNotBeSeen } from '../steps/not-readable';

// What keeps a change order from being planned at all; what is wrong with a plan is said by the rules in domain.

export const unreadableChangeOrder = (id: string, why: string): Problem =>
  cannotBeRead({ name: 'Change order', field: 'change_order_package', id }, why);

/** Where it was deleted, its event or the list of deleted change orders says so. */
export const changeOrderNotVisible = (id: string): Problem =>
  mayNotBeSeen(id, {
    seen: `Procore does not show the change order ${id} with its commitment, neither as deleted nor otherwise: the service account may not see it`,
    permission: 'Commitments and their change orders',
  });
