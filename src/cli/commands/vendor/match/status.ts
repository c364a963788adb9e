import type { Command } from 'commander';
import { matchingStatus, type SweepView } from '../../../../application/vendors/matching/matching-status';
import type { Cli } from '../../../cli';
import { onConnectionOption } from '../../../options/common-options';
import { facts } from '../../../output';

export function registerMatchStatus(match: Command, cli: Cli): void {
  const command = match.command('status').description('how far the matching has come, and what is to be decided');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const status = await matchingStatus(context);
      const { found, ranAt, closedAt, closedBy } = status;
      return {
        text: facts([
          ['suppliers of the ERP', sweepText(status.suppliers)],
          ['vendors of Procore', sweepText(status.vendors)],
          ['matched', ranAt ?? 'never'],
          ...Object.entries(found).map(([kind, { all, open }]): [string, string] => [kind, `${all}, ${open} open`]),
          ['closed', closedAt === null ? 'no: nothing is created' : `${closedAt} by ${closedBy ?? ''}`],
        ]),
        json: status,
      };
    }),
  );
}

function sweepText(sweep: SweepView | null): string {
  if (sweep === null) return 'never read';
  const { state, seen, changed, missing, why, endedAt } = sweep;
  const counts = `${seen} read, ${changed} new or changed, ${missing} missing`;
  return `${state === 'reading' ? 'being read' : state}, ${counts}${endedAt === null ? '' : `, ${endedAt}`}${why === null ? '' : `: ${why}`}`;
}
