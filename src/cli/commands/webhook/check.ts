import type { Command } from 'commander';
import { checkWebhooks } from '../../../application/webhooks/check-webhooks';
import type { Cli } from '../../cli';
import { exitCodes } from '../../exit-codes';
import { examples, onConnectionOption } from '../../options/common-options';
import { table } from '../../output';

export function registerWebhookCheck(parent: Command, cli: Cli): void {
  const command = parent
    .command('check')
    .description('compare the hooks in Procore with what is wanted, and say whether all that Procore sent has arrived');
  onConnectionOption(command).addHelpText(
    'after',
    `
Procore's list of deliveries is compared hourly with what arrived; "poll now --feed projects" does it at once.`,
  );
  examples(command, 'webhook check', 'webhook check --json');
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const { ok, lastEventAt, hooks } = await checkWebhooks(context, (line) => {
        cli.say(line);
      });
      const rows = hooks.map(({ place, hookId, comparedAt, missed, amiss }) => [
        ...[place, hookId ?? '-', comparedAt ?? 'never', String(missed)],
        amiss.length === 0 ? 'ok' : amiss.join('; '),
      ]);
      return {
        text: `${table(['of', 'hook', 'compared', 'missed', 'state'], rows, 'no hooks')}last event: ${lastEventAt ?? 'none yet'}\n`,
        json: { ok, lastEventAt, hooks },
        exitCode: ok ? exitCodes.ok : exitCodes.failed,
      };
    }),
  );
}
