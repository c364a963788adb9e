import type { Command } from 'commander';
import { badInput } from '../../../application/action-error';
import { acceptDrift, type WantedDrift } from '../../../application/cost-codes/accept-drift';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

interface AcceptOptions {
  readonly project?: string;
  readonly costType?: string;
  readonly all?: true;
}

export function registerCostCodeAccept(parent: Command, cli: Cli): void {
  const command = parent
    .command('accept')
    .description('let what somebody changed in Procore ("drift" in cost-code show) stay, and list it no longer')
    .argument('[code]', 'the code as the ERP has it')
    .option(
      '--project <number>',
      'its project, or id:<Procore id>, and its sub job (4425/01); without it the standard list',
    )
    .option('--cost-type <code>', 'its combination with this cost type; without it the code itself')
    .option('--all', 'all that the newest plan lists as changed in Procore');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
Nothing is written in Procore. It is listed again once either side changes anew.`,
  );
  examples(command, 'cost-code accept 60530 --project 4425 --as "C. Controller"', 'cost-code accept --all');
  command.action((code: string | undefined, options: AcceptOptions) => {
    const wanted = wantedOf(code, options);
    return cli.onConnection(command, async (context) => {
      const { plan, accepted } = await acceptDrift(context, wanted);
      return {
        text: `accepted of plan ${String(plan)}; it stays in Procore as it is:\n${accepted.map((line) => `  ${line}\n`).join('')}`,
        json: { plan, accepted },
      };
    });
  });
}

function wantedOf(code: string | undefined, { project, costType, all }: AcceptOptions): WantedDrift {
  if ((code === undefined) !== (all === true)) throw badInput('difference', ['give either a code or --all']);
  return code === undefined ? 'all' : { project: project ?? null, code, costType: costType ?? null };
}
