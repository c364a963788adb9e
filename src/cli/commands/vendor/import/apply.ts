import type { Command } from 'commander';
import { applyVendors } from '../../../../application/vendors/import/import-vendors';
import type { Cli } from '../../../cli';
import { exitCodes } from '../../../exit-codes';
import { actorOption, examples, onConnectionOption } from '../../../options/common-options';
import { parsePlanNumber } from '../../../options/parse-plan-number';

export function register(command: Command, cli: Cli): void {
  command
    .argument('[plan]', 'its number; without one the newest')
    .option('--accept-changes', 'write however many of the linked vendors that is')
    .option('--accept-missing', 'what is not shown any more is gone, however much that is');
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
Both sides are read once more, and only rows are written whose two sides still are as they were planned; the others say so in
"vendor import show". It takes at most half of Procore's limit of calls. Interrupted or asked for again it goes on with what is left.`,
  );
  examples(command, 'vendor import apply', 'vendor import apply 3 --accept-changes --as "C. Controller"');
  command.action((number: string | undefined, given: { acceptChanges?: true; acceptMissing?: true }) => {
    const wanted = parsePlanNumber(number);
    const options = { acceptChanges: given.acceptChanges === true, acceptMissing: given.acceptMissing === true };
    return cli.onConnection(command, async (context) => {
      const came = await applyVendors(context, wanted, options, (line) => cli.say(line));
      const { plan, done, moved, refused, toDo } = came;
      return {
        text: `plan ${String(plan)}: ${String(done)} done, ${String(moved)} changed meanwhile and left, ${String(refused)} refused\n`,
        json: { plan, done, moved, refused, toDo },
        exitCode: refused > 0 ? exitCodes.failed : exitCodes.ok,
      };
    });
  });
}
