import type { Command } from 'commander';
import { causeKey } from '../../domain/cause-key';
import { listOpeningBalances } from '../../store/opening-balance-list';
import type { Cli } from '../cli';
import { CommandError, exitCodes } from '../command-error';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { confirmOpeningBalances } from '../import-opening-balances';

export function registerOpeningBalanceConfirm(parent: Command, cli: Cli): void {
  const command = parent
    .command('confirm')
    .description('confirm imported opening balances: from then on they count, and cannot be replaced')
    .option('--commitment <id...>', 'Procore ids of commitments')
    .option('--all', 'all that are not confirmed yet');
  onConnectionOption(actorOption(command));
  examples(
    command,
    'opening-balance confirm --commitment 3129856 3129857 --as "C. Controller"',
    'opening-balance confirm --all',
  );
  command.action(async ({ commitment, all = false }: { commitment?: readonly string[]; all?: boolean }) => {
    if (all === (commitment !== undefined)) {
      throw new CommandError('say which: either --commitment ID ... or --all', exitCodes.badInput);
    }
    await cli.onConnection(command, async ({ store, connection, actor }) => {
      const wanted = commitment?.map((id) => id.replace(/^id:/, '')) ?? 'all';
      if (wanted !== 'all') {
        const known = await store.inTenant(connection.tenantId, (trx) => listOpeningBalances(trx, connection));
        const missing = wanted.filter((id) => !known.some((one) => one.commitmentId === id));
        if (missing.length > 0) {
          throw new CommandError(
            `no opening balance was imported for commitment ${missing.join(', ')}; nothing was changed`,
            exitCodes.notFound,
          );
        }
      }
      const done = await confirmOpeningBalances(store, connection, wanted, actor, causeKey.openingBalance);
      return {
        text:
          done.confirmed.length === 0
            ? 'nothing to confirm: all of them were confirmed before\n'
            : `confirmed: ${done.confirmed.join(', ')}\n${done.released} held documents go on\n`,
        json: done,
      };
    });
  });
}
