import type { Command } from 'commander';
import { listOlderCommitments } from '../../../application/commitments/older-commitments';
import type { Cli } from '../../cli';
import { onConnectionOption } from '../../options/common-options';
import { table } from '../../output';

export function registerCommitmentList(parent: Command, cli: Cli): void {
  const command = parent
    .command('list')
    .description('list the commitments that are older than going live, and who chose what for each');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const commitments = await listOlderCommitments(context);
      return {
        text: table(
          ['commitment', 'choice', 'order', 'chosen by'],
          commitments.map(({ name, choice, chosenBy }) => [
            name,
            choice?.choice ?? 'undecided',
            choice?.choice === 'link' ? choice.order : '',
            chosenBy ?? '',
          ]),
          'no commitments that are older than going live',
        ),
        json: { commitments },
      };
    }),
  );
}
