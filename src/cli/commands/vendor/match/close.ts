import type { Command } from 'commander';
import { closeMatching } from '../../../../application/vendors/matching/close-matching';
import type { Cli } from '../../../cli';
import { actorOption, examples, onConnectionOption } from '../../../options/common-options';

export function registerMatchClose(match: Command, cli: Cli): void {
  const command = match
    .command('close')
    .description(
      'say that the two lists are matched: accepted pairs are linked, and what is like nothing may be created',
    );
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
It cannot be opened again. What nobody decided stays open: such companies are neither linked nor created until somebody does.`,
  );
  examples(command, 'vendor match close --as "C. Controller"');
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const closed = await closeMatching(context);
      return {
        text: `closed: ${closed.linked} pairs linked, ${closed.open} findings open\n${closed.released} held documents go on\n`,
        json: closed,
      };
    }),
  );
}
