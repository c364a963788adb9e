import type { Command } from 'commander';
import { planVendors } from '../../../../application/vendors/import/import-vendors';
import type { Cli } from '../../../cli';
import { actorOption, examples, onConnectionOption } from '../../../options/common-options';

export function register(command: Command, cli: Cli): void {
  command
    .option('--take <fields>', "fields of which the ERP's value is taken for all linked vendors, by commas: city,zip")
    .option('--accept-missing', 'what is not shown any more is gone, however much that is');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
What differed when a vendor was linked stays as it is, unless --take names the field. A workflow does it, so a worker must run;
whoever stops watching (Ctrl-C) stops nothing, and the same command finds it again.`,
  );
  examples(command, 'vendor import plan --as "C. Controller"', 'vendor import plan --take phone,email');
  command.action(({ take, acceptMissing }: { take?: string; acceptMissing?: true }) =>
    cli.onConnection(command, async (context) => {
      const taken = (take ?? '').split(',').flatMap((field) => (field.trim() === '' ? [] : [field.trim()]));
      const options = { taken, acceptMissing: acceptMissing === true };
      const { plan, toDo, forPeople } = await planVendors(context, options, (line) => cli.say(line));
      const next =
        toDo > 0
          ? 'look at it with "ml-connector vendor import show", then "ml-connector vendor import apply"'
          : 'there is nothing to do';
      return {
        text: `plan ${String(plan)}: ${String(toDo)} to do, ${String(forPeople)} listed for a person\nnext: ${next}\n`,
        json: { plan, toDo, forPeople },
      };
    }),
  );
}
