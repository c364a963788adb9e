import type { Command } from 'commander';
import { removeWebhooks } from '../../../application/webhooks/remove-webhooks';
import type { Cli } from '../../cli';
import { exitCodes } from '../../exit-codes';
import { actorOption, onConnectionOption } from '../../options/common-options';

export function registerWebhookRemove(parent: Command, cli: Cli): void {
  const command = parent
    .command('remove')
    .description('remove the hooks that "webhook setup" made, and no other; the polls go on finding everything');
  onConnectionOption(actorOption(command));
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const { removed, left } = await removeWebhooks(context, (line) => {
        cli.say(line);
      });
      const lines = [
        ...(removed.length === 0 ? ['nothing to remove'] : removed.map((line) => `removed of ${line}`)),
        ...left.map((line) => `still there: ${line}`),
      ];
      return {
        text: `${lines.join('\n')}\n`,
        json: { removed, left },
        exitCode: left.length === 0 ? exitCodes.ok : exitCodes.failed,
      };
    }),
  );
}
