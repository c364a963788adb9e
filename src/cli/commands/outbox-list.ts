import type { Command } from 'commander';
import type { Cli } from '../cli';
import { examples, onConnectionOption } from '../common-options';
import { documentName } from '../../application/documents/document-name';
import { table } from '../output';

export function registerOutboxList(outbox: Command, cli: Cli): void {
  const command = outbox
    .command('list')
    .description('list the signals that Temporal has not taken yet: pending ones, and dead ones that are not tried')
    .option('--dead', 'only dead ones; "reconcile" tries them again within the hour');
  onConnectionOption(command);
  examples(command, 'outbox list', 'outbox list --dead --json');
  command.action(({ dead = false }: { dead?: boolean }) =>
    cli.onConnection(command, async ({ store, connection }) => {
      const signals = await store.inTenant(connection.tenantId, (tx) => tx.outbox.list(connection, { deadOnly: dead }));
      const minute = (time: string | null): string | undefined => time?.slice(0, 16);
      const rows = signals.map((one) => [
        documentName({ kind: one.documentKind, sourceId: one.sourceId }),
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
        json: { signals },
      };
    }),
  );
}
