import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { pauseConnection } from '../../../application/connections/pause-connection';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function register(command: Command, cli: Cli): void {
  command.requiredOption('--reason <text>', 'why, for everybody who sees its documents wait');
  onConnectionOption(actorOption(command));
  examples(command, 'connection pause --reason "year-end close, until 8 January" --as "C. Controller"');
  command.action(async ({ reason }: { reason: string }) => {
    if (reason.trim() === '') throw new ActionError('badInput', '--reason: say why, in a few words');
    await cli.onConnection(command, async (context) => {
      const { connectionId } = context.connection;
      const paused = await pauseConnection(context, reason);
      return {
        text:
          (paused.reasonBefore === null ? '' : `it was paused before: ${paused.reasonBefore}\n`) +
          `connection ${connectionId} posts nothing more; a call that is under way is brought to its end\n`,
        json: { connection: connectionId, pausedReason: paused.reason },
      };
    });
  });
}
