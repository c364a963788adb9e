import type { Command } from 'commander';
import { readableAmount } from '../../domain/money/readable-amount';
import { createGateways } from '../../processes/gateways';
import type { Cli } from '../cli';
import { badInput } from '../../application/action-error';
import { commitmentNames } from '../../application/opening-balances/commitment-names';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { commitmentFinder, knownCommitments } from '../../application/opening-balances/find-commitment';
import { importOpeningBalances } from '../../application/opening-balances/import-opening-balances';
import { table } from '../output';
import { readCsv } from '../../application/opening-balances/read-csv';
import {
  checkOpeningBalanceHeader,
  openingBalanceColumns,
  readOpeningBalances,
} from '../../application/opening-balances/read-opening-balances';
import { readTextFile } from '../read-text-file';

export function registerOpeningBalanceImport(parent: Command, cli: Cli): void {
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
    const csv = readCsv(text, checkOpeningBalanceHeader);
    if ('faults' in csv) throw badInput(file, csv.faults);
    const named = csv.rows.map(({ cells }) => ({
      project: (cells['project'] ?? '').trim(),
      commitment: (cells['commitment'] ?? '').trim(),
    }));
    await cli.onConnection(command, async ({ store, connection }) => {
      const gateways = createGateways({ store });
      try {
        const known = await knownCommitments(store, connection, () => gateways.procore(connection), named);
        const read = readOpeningBalances(csv.rows, commitmentFinder(known));
        if ('faults' in read) throw badInput(file, read.faults);
        await importOpeningBalances(store, connection, read.balances, file);
        const nameOf = await store.inTenant(connection.tenantId, (tx) => commitmentNames(tx, connection));
        return {
          text:
            table(
              ['commitment', 'last number', 'certified', 'lines'],
              read.balances.map((one) => [
                nameOf(one.commitmentId),
                one.lastNumber,
                readableAmount(one.certified, ''),
                one.lines.length,
              ]),
            ) + 'next: compare them with the books, then ml-connector opening-balance confirm --all\n',
          json: { imported: read.balances },
        };
      } finally {
        await gateways.close();
      }
    });
  });
}
