import type { Command } from 'commander';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { commitmentNames } from '../../application/opening-balances/commitment-names';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { confirmOpeningBalances } from '../../application/opening-balances/import-opening-balances';

export function registerOpeningBalanceConfirm(parent: Command, cli: Cli): void {
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
    await cli.onConnection(command, async ({ store, connection }) => {
      const { known, nameOf } = await store.inTenant(connection.tenantId, async (tx) => ({
        known: (await tx.openingBalances.list(connection)).map((one) => one.commitmentId),
        nameOf: await commitmentNames(tx, connection),
      }));
      const idOf = (named: string): string | undefined =>
        known.find((id) => id === named.replace(/^id:/, '') || nameOf(id) === named);
      const missing = (commitment ?? []).filter((named) => idOf(named) === undefined);
      if (missing.length > 0) {
        throw new ActionError(
          'notFound',
          `no opening balance was imported for commitment ${missing.join(', ')}; "ml-connector opening-balance list" shows what there is. Nothing was changed`,
        );
      }
      const wanted = commitment?.flatMap((named) => idOf(named) ?? []) ?? 'all';
      const done = await confirmOpeningBalances(store, connection, wanted);
      return {
        text:
          done.confirmed.length === 0
            ? 'nothing to confirm: all of them were confirmed before\n'
            : `confirmed: ${done.confirmed.map(nameOf).join(', ')}\n${done.released} held documents go on\n`,
        json: done,
      };
    });
  });
}
