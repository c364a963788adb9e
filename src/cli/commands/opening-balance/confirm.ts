import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { uncheckedText } from '../../../application/opening-balances/lines-of-balances';
import { confirmNamedBalances } from '../../../application/opening-balances/confirm-named-balances';

export function registerOpeningBalanceConfirm(parent: Command, cli: Cli): void {
  const say = (line: string): void => {
    cli.say(line);
  };
  const command = parent
    .command('confirm')
    .description('confirm imported opening balances: from then on they count, and cannot be replaced')
    .option('--commitment <id...>', 'which: PROJECT/NUMBER, as "opening-balance list" shows them, or Procore ids')
    .option('--all', 'all that are not confirmed yet');
  onConnectionOption(actorOption(command));
  examples(
    command,
    'opening-balance confirm --commitment 4425/SC-4425-001 4425/SC-4425-002 --as "C. Controller"',
    'opening-balance confirm --all',
  );
  command.action(async ({ commitment, all = false }: { commitment?: readonly string[]; all?: boolean }) => {
    if (all === (commitment !== undefined)) {
      throw new ActionError('badInput', 'say which: either --commitment ID ... or --all');
    }
    await cli.onConnection(command, async (context) => {
      const { confirmed, names, released, unchecked } = await confirmNamedBalances(context, commitment ?? 'all', say);
      const nameOf = (id: string): string => names[confirmed.indexOf(id)] ?? id;
      return {
        text:
          confirmed.length === 0
            ? 'nothing to confirm: all of them were confirmed before\n'
            : `confirmed: ${names.join(', ')}\n${uncheckedText(unchecked, nameOf)}${released} held documents go on\n`,
        json: { confirmed, released, unchecked: Object.fromEntries(unchecked) },
      };
    });
  });
}
