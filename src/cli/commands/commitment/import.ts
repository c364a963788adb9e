import type { Command } from 'commander';
import { importChoices } from '../../../application/commitments/import-choices';
import { choiceColumns } from '../../../application/commitments/read-choices';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { table } from '../../output';
import { readTextFile } from '../../options/read-text-file';

export function registerCommitmentImport(parent: Command, cli: Cli): void {
  const say = (line: string): void => {
    cli.say(line);
  };
  const command = parent
    .command('import')
    .argument('<file>', `CSV, UTF-8, header ${choiceColumns.join(',')}`)
    .description(
      'choose what becomes of commitments that are older than going live. A file with one bad row changes nothing',
    );
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
One row per line of a commitment, as "commitment export" writes them. choice is the same on all rows of a commitment:
link (order is the id of the order that exists in the ERP, order_line the number of its line), balance (an order is made
of left, what is contracted less what was billed), leave (nothing of it is posted from here), or empty: not chosen yet.`,
  );
  examples(command, 'commitment import commitments.csv');
  command.action(async (file: string) => {
    const text = await readTextFile(cli.terminal.folder, file);
    await cli.onConnection(command, async (context) => {
      const { chosen, released } = await importChoices(context, file, text, say);
      return {
        text:
          table(
            ['commitment', 'choice'],
            chosen.map(({ name, choice }) => [name, choice.choice]),
          ) + `${released} held documents go on\n`,
        json: { chosen, released },
      };
    });
  });
}
