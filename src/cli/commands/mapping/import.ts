import type { Command } from 'commander';
import { importMapping } from '../../../application/mapping/save-mapping';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { mappingChangeResult } from '../../text/mapping-change-result';
import { readTextFile } from '../../options/read-text-file';

export function registerMappingImport(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('import')
    .argument('<file>', 'CSV, UTF-8, with the header of "mapping export"')
    .description('replace the whole mapping by a file, in one new version; a file with one bad row changes nothing')
    .option('--merge', 'add to the present mapping; rows with the same patterns are replaced');
  onConnectionOption(actorOption(command));
  examples(command, 'mapping import mapping.csv', 'mapping import corrections.csv --merge --as "A. Controller"');
  command.action(async (file: string, { merge = false }: { merge?: boolean }) => {
    const text = await readTextFile(cli.terminal.folder, file);
    await cli.onConnection(command, async (context) =>
      mappingChangeResult(cli, await importMapping(context, { file, text, merge })),
    );
  });
}
