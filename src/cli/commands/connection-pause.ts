import type { Command } from 'commander';
import { causeKey } from '../../domain/holds/cause-key';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../common-options';

export function registerConnectionPause(connection: Command, cli: Cli): void {
  const command = connection
    .command('pause')
    .description('post nothing more on this connection until it is unpaused; polling and reading go on')
    .requiredOption('--reason <text>', 'why, for everybody who sees its documents wait');
  onConnectionOption(actorOption(command));
  examples(command, 'connection pause --reason "year-end close, until 8 January" --as "C. Controller"');
  command.action(async ({ reason }: { reason: string }) => {
    const text = reason.trim();
    if (text === '') throw new ActionError('badInput', '--reason: say why, in a few words');
    await cli.onConnection(command, async ({ store, connection }) => {
      await store.inTenant(connection.tenantId, async (tx) => {
        await tx.versionRows.touch(connection, [causeKey.connection()]);
        await tx.connections.setPaused(connection, text);
        await tx.audit(connection, 'connection.paused', { reason: text });
      });
      return {
        text:
          (connection.pausedReason === null ? '' : `it was paused before: ${connection.pausedReason}\n`) +
          `connection ${connection.connectionId} posts nothing more; a call that is under way is brought to its end\n`,
        json: { connection: connection.connectionId, pausedReason: text },
      };
    });
  });
}
