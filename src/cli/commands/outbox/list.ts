import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { listSignals } from '../../../application/signals/list-signals';
import { table } from '../../output';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';

export function registerOutboxList(outbox: Command, cli: Cli): void {
  const command = outbox
    .command('list')
    .description('list the signals that Temporal has not taken yet: pending ones, and dead ones that are not tried')
    .option('--dead', 'only dead ones; "reconcile" tries them again within the hour');
  onConnectionOption(pageOptions(command));
  examples(command, 'outbox list', 'outbox list --dead --json');
  command.action(async ({ dead = false, ...part }: PageOptions & { readonly dead?: boolean }) => {
    const readList = pageReader(part);
    await cli.onConnection(command, async (context) => {
      const { rows: signals, next } = await readList((page) => listSignals(context, { deadOnly: dead }, page));
      cli.sayNext(command, next);
      const minute = (time: string | null): string | undefined => time?.slice(0, 16);
      const rows = signals.map((one) => [
        one.name.includes('/') ? one.name : `${one.documentKind}/${one.name || one.sourceId}`,
        one.signal,
        one.state,
        one.attempts,
        one.lastError,
        minute(one.writtenAt),
        minute(one.dueAt),
        minute(one.deadAt),
      ]);
      return {
        text: table(
          ['document', 'signal', 'state', 'tries', 'last error', 'since', 'next try', 'dead since'],
          rows,
          dead ? 'no signal is dead' : 'no signal waits',
        ),
        json: { signals, next },
      };
    });
  });
}
