import type { Command } from 'commander';
import { applyCostCodes } from '../../../application/cost-codes/publish-cost-codes';
import type { Cli } from '../../cli';
import { exitCodes } from '../../exit-codes';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { parsePlanNumber } from '../../options/parse-plan-number';

export function registerCostCodeApply(parent: Command, cli: Cli): void {
  const command = parent
    .command('apply')
    .description('carry a plan out in Procore, then map the codes back to their accounts')
    .argument('[plan]', 'its number; without one the newest');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
Only rows are written whose two sides still are as they were planned; the others say so in "cost-code show". It takes at most
half of Procore's limit of calls. Interrupted or asked for again it goes on with what is left.`,
  );
  examples(command, 'cost-code apply', 'cost-code apply 3 --as "A. Ccountant"');
  command.action((number: string | undefined) => {
    const wanted = parsePlanNumber(number);
    return cli.onConnection(command, async (context) => {
      const report = (line: string): void => {
        cli.say(line);
      };
      const { plan, done, moved, refused, toDo, mapping } = await applyCostCodes(context, wanted, report);
      const mapped =
        mapping.version === null
          ? 'the mapping lacks nothing of it'
          : `mapping version ${String(mapping.version)}: ${String(mapping.added)} generated rows; ${String(mapping.released)} held documents go on`;
      const differing = mapping.differing.map((line) => `  ${line}\n`).join('');
      const told =
        differing === ''
          ? ''
          : `generated before for another account, and left; "mapping set" changes one:\n${differing}`;
      return {
        text:
          `plan ${String(plan)}: ${String(done)} done, ${String(moved)} changed meanwhile and left, ${String(refused)} refused\n` +
          `${mapped}\n${told}`,
        json: { plan, done, moved, refused, toDo, mapping },
        exitCode: refused > 0 ? exitCodes.failed : exitCodes.ok,
      };
    });
  });
}
