import type { Command } from 'commander';
import { checkMappingHeader, readMapping } from '../../domain/coding/mapping-file';
import { changeMapping } from '../../application/mapping/change-mapping';
import type { Cli } from '../cli';
import { badInput } from '../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { mappingChangeResult } from '../mapping-change-result';
import { noteUnknownProjects } from '../../application/mapping/note-unknown-projects';
import { readCsv } from '../../application/opening-balances/read-csv';
import { readTextFile } from '../read-text-file';
import { readableNames } from '../../application/documents/readable-names';

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
    const csv = readCsv(text, (header) => checkMappingHeader(header).map((error) => error.message));
    if ('faults' in csv) throw badInput(file, csv.faults);
    const read = readMapping(csv.rows);
    if ('errors' in read) {
      throw badInput(
        file,
        read.errors.map(({ line, column, value, message }) =>
          column === '' ? `line ${line}: ${message}` : `line ${line}, ${column} "${value}": ${message}`,
        ),
      );
    }
    await cli.onConnection(command, async ({ store, connection }) => {
      return store.inTenant(connection.tenantId, async (tx) => {
        const changed = await changeMapping(tx, connection, {
          rows: read.rows,
          merge,
          act: 'mapping.imported',
        });
        await noteUnknownProjects(tx, connection, read.rows, cli.say.bind(cli));
        return mappingChangeResult(changed, await readableNames(tx, connection));
      });
    });
  });
}
