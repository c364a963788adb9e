import { causeKey } from '../../domain/holds/cause-key';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';

/** Nothing more is posted until the connection is unpaused; a call that is under way is brought to its end. */
export async function pauseConnection(
  { store, connection }: ConnectionContext,
  reason: string,
): Promise<{ readonly reason: string; readonly reasonBefore: string | null }> {
  const text = reason.trim();
  if (text === '') throw new ActionError('badInput', 'reason: say why, in a few words', { field: 'reason' });
  await store.inTenant(connection.tenantId, async (tx) => {
    await tx.versionRows.touch(connection, [causeKey.connection()]);
    await tx.connections.setPaused(connection, text);
    await tx.audit(connection, 'connection.paused', { reason: text });
  });
  return { reason: text, reasonBefore: connection.pausedReason };
}

/** The connection posts again, and what waited for that goes on. */
export async function unpauseConnection({
  store,
  connection,
}: ConnectionContext): Promise<{ readonly released: number }> {
  const { connectionId, pausedReason, rebuildReason } = connection;
  if (pausedReason === null) {
    const why = rebuildReason === null ? '' : `; it waits for "ml-connector ledger rebuild": ${rebuildReason}`;
    throw new ActionError('notFound', `connection ${connectionId} is not paused${why}`);
  }
  const released = await store.inTenant(connection.tenantId, async (tx) => {
    const { released } = await tx.mending(connection, [causeKey.connection()], () =>
      tx.connections.setPaused(connection, null),
    );
    await tx.audit(connection, 'connection.unpaused', { reason: pausedReason });
    return released;
  });
  return { released };
}
