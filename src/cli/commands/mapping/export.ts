import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { parseVersion } from '../../options/parse-version';
import { exportMapping } from '../../../application/mapping/export-mapping';

export function registerMappingExport(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('export')
    .description('write the mapping as CSV, as "mapping import" reads it')
    .option('--mapping-version <n>', 'an older version, as a posting names it (default: the newest)');
  onConnectionOption(command);
  examples(command, 'mapping export > mapping.csv', 'mapping export --mapping-version 3 --json');
  command.action(async ({ mappingVersion }: { mappingVersion?: string }) => {
    const wanted = parseVersion('--mapping-version', mappingVersion) ?? null;
    await cli.onConnection(command, async (context) => {
      const { version, rows, csv } = await exportMapping(context, wanted);
      return { text: csv, json: { version, rows } };
    });
  });
}
