import { causeKey } from '../../../domain/holds/cause-key';
import { ActionError } from '../../action-error';
import type { ConnectionContext } from '../../context';
import { acceptedPairs, linkAccepted } from './link-accepted';
import { lockedMatching } from './decide-matches';
import { readMatching } from './matching-state';

export interface ClosedMatching {
  readonly linked: number;
  /** What nobody decided; these companies stay as they are until somebody does. */
  readonly open: number;
  readonly released: number;
}

/**
 * A person says that the two lists are matched: accepted pairs are linked, and what is like nothing may be created from now on.
 * It stays closed whatever later runs find.
 */
export async function closeMatching({ store, connection }: ConnectionContext): Promise<ClosedMatching> {
  const state = await store.inTenant(connection.tenantId, (tx) => readMatching(tx, connection));
  if (state.run.closedAt !== null) throw closedAlready(state.run.closedAt, state.run.closedBy);
  const first = await linkAccepted({ store, connection }, acceptedPairs(state));
  return store.inTenant(connection.tenantId, async (tx) => {
    const { run, findings } = await lockedMatching(tx, connection);
    if (run.closedAt !== null) throw closedAlready(run.closedAt, run.closedBy);
    const { released } = await tx.mending(connection, [causeKey.matching()], () => tx.matches.close(connection));
    const open = findings.filter(({ state }) => state === 'open').length;
    await tx.audit(connection, 'matching.closed', { linked: first.linked, open });
    return { linked: first.linked, open, released: first.released + released };
  });
}

function closedAlready(at: Date, by: string | null): ActionError {
  return new ActionError('refused', `the matching was closed by ${by ?? 'nobody'} at ${at.toISOString()} already`);
}
