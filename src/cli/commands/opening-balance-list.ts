import type { Command } from 'commander';
import { listOpeningBalances } from '../../store/opening-balance-list';
import type { Cli } from '../cli';
import { onConnectionOption } from '../common-options';
import { table } from '../output';

export function registerOpeningBalanceList(parent: Command, cli: Cli): void {
  const command = parent.command('list').description('list the opening balances and who confirmed them');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async ({ store, connection }) => {
      const balances = await store.inTenant(connection.tenantId, (trx) => listOpeningBalances(trx, connection));
      return {
        text: table(
          ['commitment', 'last number', 'certified', 'lines', 'billed', 'withheld', 'imported by', 'confirmed by'],
          balances.map((one) => [
            one.commitmentId,
            one.lastNumber,
            one.certified,
            one.lines,
            one.billed,
            one.withheld,
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
