import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { examples, onConnectionOption } from '../../options/common-options';
import { exportMapping } from '../../../application/mapping/export-mapping';

export function registerMappingExport(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('export')
    .description('write the mapping as CSV, as "mapping import" reads it')
    .option('--mapping-version <n>', 'an older version, as a posting names it (default: the newest)');
  onConnectionOption(command);
  examples(command, 'mapping export > mapping.csv', 'mapping export --mapping-version 3 --json');
  command.action(async ({ mappingVersion }: { mappingVersion?: string }) => {
    if (mappingVersion !== undefined && !/^[1-9]\d{0,8}$/.test(mappingVersion)) {
      throw new ActionError('badInput', '--mapping-version: a whole number from 1');
    }
    await cli.onConnection(command, async (context) => {
      const wanted = mappingVersion === undefined ? null : Number(mappingVersion);
      const { version, rows, csv } = await exportMapping(context, wanted);
      return { text: csv, json: { version, rows } };
    });
  });
}
