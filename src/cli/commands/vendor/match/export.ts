import type { Command } from 'commander';
import { exportMatches } from '../../../../application/vendors/matching/export-matches';
import type { Cli } from '../../../cli';
import { examples, onConnectionOption } from '../../../options/common-options';
import { filterOf, filterOptions, type FilterOptions } from './filter-options';

export function registerMatchExport(match: Command, cli: Cli): void {
  const command = match
    .command('export')
    .description(
      'write what is to be decided as CSV, as "vendor match import" reads it; companies that are like none too',
    );
  onConnectionOption(filterOptions(command));
  examples(command, 'vendor match export > matches.csv');
  command.action((options: FilterOptions) =>
    cli.onConnection(command, async (context) => {
      const exported = await exportMatches(context, filterOf(options));
      return { text: exported.csv, json: exported };
    }),
  );
}
