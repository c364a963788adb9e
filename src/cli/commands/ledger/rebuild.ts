import { exitCodes } from '../../exit-codes';
import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { timeInThePast } from '../../options/time-in-the-past';
import { rebuildConnectionLedger } from '../../../application/ledger/rebuild-ledger';

export function registerLedgerRebuild(ledger: Command, cli: Cli): void {
  const command = ledger
    .command('rebuild')
    .description(
      'after PostgreSQL was restored: find in the ERP what the ledger forgot, then post again. Sends nothing itself',
    )
    .requiredOption(
      '--since <time>',
      'the state that was restored: what the ERP changed since then is looked at, e.g. 2026-10-31T22:00:00Z',
    );
  onConnectionOption(actorOption(command));
  examples(command, 'ledger rebuild --since 2026-10-31T22:00:00Z --as "O. Perator"');
  command.action(async (options: { since: string }) => {
    const since = timeInThePast('--since', options.since);
    await cli.onConnection(command, async ({ connection, actor, withTemporal }) => {
      const report = (line: string): void => {
        cli.say(line);
      };
      const rebuilt = await rebuildConnectionLedger({ withTemporal, report }, connection, since, actor.identity);
      const { known, entered, doubtful, strange, released } = rebuilt;
      const list = (title: string, lines: readonly string[]): string[] =>
        lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
      const lines = [
        `${known} found in the ERP are in the ledger; ${entered.length} were missing and are read back now`,
        ...list('missing from the ledger:', entered),
        ...list('compare these by hand, each may stand twice:', doubtful),
        ...list('carries a key like ours, but belongs to no document of this connection:', strange),
        `connection ${connection.connectionId} posts again; ${released} held documents go on`,
      ];
      return {
        text: `${lines.join('\n')}\n`,
        json: { connection: connection.connectionId, known, entered, doubtful, strange, released },
        exitCode: doubtful.length + strange.length > 0 ? exitCodes.failed : exitCodes.ok,
      };
    });
  });
}
