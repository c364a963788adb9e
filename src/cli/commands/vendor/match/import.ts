import type { Command } from 'commander';
import { importMatches } from '../../../../application/vendors/matching/decide-matches';
import type { Cli } from '../../../cli';
import { actorOption, examples, onConnectionOption } from '../../../options/common-options';
import { readTextFile } from '../../../options/read-text-file';
import { decidedResult } from './decided-result';

export function registerMatchImport(match: Command, cli: Cli): void {
  const command = match
    .command('import')
    .argument('<file>', 'CSV, UTF-8, as "vendor match export" writes it')
    .description('decide by a file. A file with one bad row changes nothing');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
decision of a pair: accept (they are one company) or reject. Of a company alone: create (it is to be made on the other side) or
never (it is neither linked nor made). Empty: not decided yet. Any pair may be written into a row: the ids count, with the hashes
of the two records as the export gives them. A row is refused when one of its records has changed since.`,
  );
  examples(command, 'vendor match import matches.csv --as "C. Controller"');
  command.action(async (file: string) => {
    const text = await readTextFile(cli.terminal.folder, file);
    await cli.onConnection(command, async (context) => decidedResult(await importMatches(context, file, text)));
  });
}
