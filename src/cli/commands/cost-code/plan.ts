import type { Command } from 'commander';
import { planCostCodes } from '../../../application/cost-codes/publish-cost-codes';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function registerCostCodePlan(parent: Command, cli: Cli): void {
  const command = parent
    .command('plan')
    .description(
      'read the accounts of the ERP and what stands in Procore, and say what would change. Writes nothing there',
    );
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
The rule is fusion.costCodes in connection.json. A workflow does it, so a worker must run; whoever stops watching (Ctrl-C)
stops nothing, and the same command finds it again.`,
  );
  examples(command, 'cost-code plan --as "A. Ccountant"');
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const report = (line: string): void => {
        cli.say(line);
      };
      const { plan, toDo, forPeople } = await planCostCodes(context, report);
      const next =
        toDo > 0
          ? 'look at it with "ml-connector cost-code show", then "ml-connector cost-code apply"'
          : 'there is nothing to do';
      return {
        text: `plan ${String(plan)}: ${String(toDo)} to do, ${String(forPeople)} refused or listed for a person\nnext: ${next}\n`,
        json: { plan, toDo, forPeople },
      };
    }),
  );
}
