import type { Command } from 'commander';
import { runMatching } from '../../../../application/vendors/matching/run-matching';
import type { Cli } from '../../../cli';
import { examples, onConnectionOption } from '../../../options/common-options';

export function register(command: Command, cli: Cli): void {
  command.option('--accept-missing', 'what is not shown any more is gone, however much that is');
  onConnectionOption(command).addHelpText(
    'after',
    `
A workflow does it, so a worker must run; whoever stops watching (Ctrl-C) stops nothing, and the same command finds it again.
What was decided before stays decided, unless the key, the tax id or the name of a record has changed.`,
  );
  examples(command, 'vendor match run', 'vendor match run --accept-missing');
  command.action(({ acceptMissing }: { acceptMissing?: true }) =>
    cli.onConnection(command, async (context) => {
      const matched = await runMatching(context, acceptMissing === true, (line) => cli.say(line));
      const { vendors, suppliers, found } = matched;
      return {
        text:
          `${vendors} vendors, ${suppliers} suppliers: ${found.exact} exact pairs, ${found.candidate} candidates, ` +
          `${found.conflict} conflicts, ${found.twin} possible twins, ${found.alone} alone\n` +
          'next: ml-connector vendor match status\n',
        json: matched,
      };
    }),
  );
}
