import type { Command } from 'commander';
import { showVendorImport } from '../../../../application/vendors/import/show-import';
import type { Cli } from '../../../cli';
import { onConnectionOption } from '../../../options/common-options';
import { parsePlanNumber } from '../../../options/parse-plan-number';
import { table } from '../../../output';

export function registerVendorImportShow(parent: Command, cli: Cli): void {
  const command = parent
    .command('show')
    .description('show a plan: each row, what came of it, and how many calls and hours carrying it out takes')
    .argument('[plan]', 'its number; without one the newest');
  onConnectionOption(command);
  command.action((number: string | undefined) => {
    const wanted = parsePlanNumber(number);
    return cli.onConnection(command, async (context) => {
      const view = await showVendorImport(context, wanted);
      const taken = view.taken.length === 0 ? '' : `taken of the ERP: ${view.taken.join(', ')}\n`;
      const applied = view.appliedAt === null ? '' : `applied by ${view.appliedBy ?? ''} at ${view.appliedAt}\n`;
      const rows = view.rows.map((row) => [
        ...[row.act, row.vendor, row.supplier, row.name, row.writes.join('; '), row.outcome],
        [row.why, row.told].filter((text) => text !== '').join('; '),
      ]);
      return {
        text:
          `plan ${String(view.plan)} by ${view.madeBy} at ${view.madeAt}: ${String(view.toDo)} to do; it writes on ${view.share} % ` +
          `of ${String(view.linked)} linked vendors; ${String(view.calls)} calls, ${view.hours} hours at half of Procore's limit\n` +
          `${taken}${applied}` +
          table(['act', 'vendor', 'supplier', 'name', 'writes', 'outcome', 'why'], rows, 'nothing to do'),
        json: view,
      };
    });
  });
}
