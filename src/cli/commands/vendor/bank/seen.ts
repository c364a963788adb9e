import type { Command } from 'commander';
import { listBankChanges } from '../../../../application/vendors/list-bank-changes';
import type { Cli } from '../../../cli';
import { examples, onConnectionOption } from '../../../options/common-options';
import { table } from '../../../output';

export function register(command: Command, cli: Cli): void {
  command.option('--days <days>', 'how far back, from 1 to 365', '30');
  onConnectionOption(command).addHelpText(
    'after',
    `
Read from the ERP now; of an account its last digits are shown. Call the supplier on a number that was known before the change: a message
that asks for new bank details is the commonest fraud of the trade.`,
  );
  examples(command, 'vendor bank seen', 'vendor bank seen --days 90');
  command.action((given: { readonly days: string }) =>
    cli.onConnection(command, async (context) => {
      const days = Number(given.days);
      const changes = await listBankChanges(context, days);
      return {
        text: table(
          ['supplier', 'vendor in Procore', 'account', 'kind', 'changed on'],
          changes.map((one) => [one.supplier, one.vendorId, one.account, one.kind, one.changedOn]),
          `no account of a linked supplier was entered or changed within ${days} days`,
        ),
        json: { days, changes },
      };
    }),
  );
}
