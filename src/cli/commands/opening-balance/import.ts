import type { Command } from 'commander';
import { readableAmount } from '../../../domain/money/readable-amount';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import {
  importOpeningBalanceFile,
  readOpeningBalanceFile,
} from '../../../application/opening-balances/import-opening-balance-file';
import { uncheckedText } from '../../../application/opening-balances/lines-of-balances';
import { openingBalanceColumns } from '../../../application/opening-balances/read-opening-balances';
import { table } from '../../output';
import { readTextFile } from '../../options/read-text-file';

export function registerOpeningBalanceImport(parent: Command, cli: Cli): void {
  const say = (line: string): void => {
    cli.say(line);
  };
  const command = parent
    .command('import')
    .argument('<file>', `CSV, UTF-8, header ${openingBalanceColumns.join(',')}`)
    .description('read opening balances; they count once they are confirmed. A file with one bad row changes nothing');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
One row per line of a commitment: project is its number or id:<id>, commitment its number or id:<id>, last_number the last
requisition that is in the books already, certified the certificates to date of the commitment (the same on all its
rows), billed and stored the totals to date of the line, withheld its retainage. A commitment that has no lines yet has
one row with item_type and line_id left empty.`,
  );
  examples(command, 'opening-balance import opening-balances.csv');
  command.action(async (file: string) => {
    const text = await readTextFile(cli.terminal.folder, file);
    const rows = readOpeningBalanceFile(file, text);
    await cli.onConnection(command, async (context) => {
      const { balances, nameOf, unchecked } = await importOpeningBalanceFile(context, file, rows, say);
      return {
        text:
          table(
            ['commitment', 'last number', 'certified', 'lines'],
            balances.map((one) => [
              nameOf(one.commitmentId),
              one.lastNumber,
              readableAmount(one.certified, ''),
              one.lines.length,
            ]),
          ) +
          uncheckedText(unchecked, nameOf) +
          'next: compare them with the books, then ml-connector opening-balance confirm --all\n',
        json: { imported: balances, unchecked: Object.fromEntries(unchecked) },
      };
    });
  });
}
