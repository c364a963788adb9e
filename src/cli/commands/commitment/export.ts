import type { Command } from 'commander';
import { exportChoices } from '../../../application/commitments/export-choices';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';

export function registerCommitmentExport(parent: Command, cli: Cli): void {
  const say = (line: string): void => {
    cli.say(line);
  };
  const command = parent
    .command('export')
    .description('write the commitments for which nothing was chosen yet as CSV, as "commitment import" reads it')
    .option('--all', 'also those for which something was chosen');
  onConnectionOption(command);
  examples(command, 'commitment export > commitments.csv');
  command.action(({ all }: { all?: true }) =>
    cli.onConnection(command, async (context) => {
      const { csv, commitments, unread } = await exportChoices(context, all === true, say);
      return { text: csv, json: { commitments, csv, unread } };
    }),
  );
}
