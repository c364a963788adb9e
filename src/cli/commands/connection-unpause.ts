import type { Command } from 'commander';
import { causeKey } from '../../domain/holds/cause-key';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../common-options';

export function registerConnectionUnpause(connection: Command, cli: Cli): void {
  const command = connection.command('unpause').description('post again; what waited for that goes on');
  onConnectionOption(actorOption(command));
  examples(command, 'connection unpause --as "C. Controller"');
  command.action(() =>
    cli.onConnection(command, async ({ store, connection }) => {
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
      return {
        text: `connection ${connectionId} posts again; ${released} held documents go on\n`,
        json: { connection: connectionId, released },
      };
    }),
  );
}
