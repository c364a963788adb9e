import type { Command } from 'commander';
import { readableAmount } from '../../domain/money/readable-amount';
import type { Cli } from '../cli';
import { commitmentNames } from '../../application/opening-balances/commitment-names';
import { onConnectionOption } from '../common-options';
import { table } from '../output';

export function registerOpeningBalanceList(parent: Command, cli: Cli): void {
  const command = parent.command('list').description('list the opening balances and who confirmed them');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async ({ store, connection }) => {
      const { balances, nameOf } = await store.inTenant(connection.tenantId, async (tx) => ({
        balances: await tx.openingBalances.list(connection),
        nameOf: await commitmentNames(tx, connection),
      }));
      const amount = (text: string): string => readableAmount(text, '');
      return {
        text: table(
          ['commitment', 'last number', 'certified', 'lines', 'billed', 'withheld', 'imported by', 'confirmed by'],
          balances.map((one) => [
            nameOf(one.commitmentId),
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
        json: { openingBalances: balances.map((one) => ({ name: nameOf(one.commitmentId), ...one })) },
      };
    }),
  );
}
