import type { Command } from 'commander';
import { listFindings, type CompanyView } from '../../../../application/vendors/matching/list-findings';
import type { Cli } from '../../../cli';
import { examples, onConnectionOption } from '../../../options/common-options';
import { table } from '../../../output';
import { filterOf, filterOptions, type FilterOptions } from './filter-options';

export function registerMatchList(match: Command, cli: Cli): void {
  const command = match
    .command('list')
    .description('list what the newest run found and nobody decided: exact pairs, conflicts, candidates; and twins');
  onConnectionOption(filterOptions(command));
  examples(command, 'vendor match list --kind conflict', 'vendor match list --all');
  command.action((options: FilterOptions) =>
    cli.onConnection(command, async (context) => {
      const findings = await listFindings(context, filterOf(options));
      return {
        text: table(
          ['kind', 'state', 'score', 'by', 'vendors in Procore', 'suppliers'],
          findings.map(({ kind, state, score, by, vendors, suppliers }) => [
            ...[kind, state, score, by.join(' ')],
            vendors.map((one) => companyText(one.id, one)).join('; '),
            suppliers.map((one) => companyText(one.number, one)).join('; '),
          ]),
          'nothing to decide',
        ),
        json: { findings },
      };
    }),
  );
}

function companyText(called: string, { name, isActive, outOfScope }: CompanyView): string {
  const notes = [...(isActive ? [] : ['inactive']), ...(outOfScope === null ? [] : [`out of scope: ${outOfScope}`])];
  return `${called} ${name}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}
