import type { Command } from 'commander';
import { requireNamed } from '../../../../application/vendors/matching/decide-matches';
import { undoMatch } from '../../../../application/vendors/matching/undo-match';
import type { Cli } from '../../../cli';
import { actorOption, examples, onConnectionOption } from '../../../options/common-options';

export function registerMatchUndo(match: Command, cli: Cli): void {
  const command = match
    .command('undo')
    .description(
      'take back what was decided about a pair, or about one company; a pair that was linked by it is parted',
    )
    .option('--vendor <id>', "the vendor's id in Procore")
    .option('--supplier <id>', "the supplier's id in the ERP, as the export has it (not its number)");
  onConnectionOption(actorOption(command));
  examples(command, 'vendor match undo --vendor 27481 --supplier 300000047414503 --as "A. Payable"');
  command.action(async ({ vendor = '', supplier = '' }: { vendor?: string; supplier?: string }) => {
    requireNamed(vendor, supplier);
    await cli.onConnection(command, async (context) => {
      const { undone, unlinked } = await undoMatch(context, { vendor, supplier });
      return {
        text: `${undone} was taken back${unlinked ? ', and the two are linked no more' : ''}\n`,
        json: { vendor, supplier, undone, unlinked },
      };
    });
  });
}
