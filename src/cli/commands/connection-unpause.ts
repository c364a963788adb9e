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
    cli.onConnection(command, async ({ store, connection, actor }) => {
      const { connectionId, pausedReason, rebuildReason } = connection;
      if (pausedReason === null) {
        const why = rebuildReason === null ? '' : `; it waits for "ml-connector ledger rebuild": ${rebuildReason}`;
        throw new ActionError('notFound', `connection ${connectionId} is not paused${why}`);
      }
      const released = await store.inTenant(connection.tenantId, async (trx) => {
        const causes = [causeKey.connection()];
        await store.versionRows.touch(trx, connection, causes);
        await store.connections.setPaused(trx, connection, null);
        await store.audit.appendAudit(trx, connection.tenantId, {
          actor,
          act: 'connection.unpaused',
          connectionId,
          facts: { reason: pausedReason },
        });
        return store.holds.releaseByCause(trx, store.sealed, connection, causes, actor);
      });
      return {
        text: `connection ${connectionId} posts again; ${released} held documents go on\n`,
        json: { connection: connectionId, released },
      };
    }),
  );
}
