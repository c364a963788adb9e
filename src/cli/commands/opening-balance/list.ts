import type { Command } from 'commander';
import { readableAmount } from '../../../domain/money/readable-amount';
import type { Cli } from '../../cli';
import { listOpeningBalances } from '../../../application/opening-balances/list-opening-balances';
import { onConnectionOption } from '../../options/common-options';
import { table } from '../../output';

export function registerOpeningBalanceList(parent: Command, cli: Cli): void {
  const command = parent.command('list').description('list the opening balances and who confirmed them');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const balances = await listOpeningBalances(context);
      const amount = (text: string): string => readableAmount(text, '');
      return {
        text: table(
          ['commitment', 'last number', 'certified', 'lines', 'billed', 'withheld', 'imported by', 'confirmed by'],
          balances.map((one) => [
            one.name,
            one.lastNumber,
            amount(one.certified),
            one.lines,
            amount(one.billed),
            amount(one.withheld),
            one.importedBy,
            one.confirmedBy ?? 'not confirmed',
          ]),
          'no opening balances',
        ),
        json: { openingBalances: balances },
      };
    }),
  );
}
