import type { Command } from 'commander';
import { setUpWebhooks } from '../../../application/webhooks/set-up-webhooks';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function registerWebhookSetup(parent: Command, cli: Cli): void {
  const command = parent
    .command('setup')
    .description('make the hooks in Procore, of the company and of each project, with what they ask for')
    .requiredOption('--destination <address>', 'the https address of the api as Procore reaches it');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
The connection needs a webhookSecret. What stands as it is wanted is left, so the command may be given again at any time: for new
projects, another address, another secret, or after it was interrupted. Hooks of other programs are never touched.`,
  );
  examples(command, 'webhook setup --destination https://connector.example.com --as "O. Perator"');
  command.action(({ destination: base }: { destination: string }) =>
    cli.onConnection(command, async (context) => {
      const { destination, hooks, done } = await setUpWebhooks(context, base, (line) => {
        cli.say(line);
      });
      const lines = done.length === 0 ? ['all stood as it is wanted'] : done;
      return {
        text: `${lines.join('\n')}\n${String(hooks)} hooks lead to ${destination}\n`,
        json: { destination, hooks, done },
      };
    }),
  );
}
