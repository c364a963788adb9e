import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { documentArgument } from '../../../application/documents/find-document';
import { parseHoldReason } from '../../options/hold-reason-option';
import { resumeHolds } from '../../../application/holds/resume-holds';

export function registerHoldResume(hold: Command, cli: Cli): void {
  const command = hold
    .command('resume')
    .argument('[document]', documentArgument)
    .description('let held documents look again; what is still wrong holds them again')
    .option('--all', 'every held document')
    .option('--reason <reason>', 'every document held with this reason');
  onConnectionOption(actorOption(command));
  examples(command, 'hold resume requisition/58820', 'hold resume --reason periodClosed', 'hold resume --all');
  command.action(async (name: string | undefined, { all = false, reason }: { all?: boolean; reason?: string }) => {
    if ([name !== undefined, all, reason !== undefined].filter(Boolean).length !== 1) {
      throw new ActionError('badInput', 'say which: a document, --reason REASON or --all');
    }
    const wanted =
      name !== undefined
        ? { document: name }
        : reason !== undefined
          ? { reason: parseHoldReason(reason) }
          : ('all' as const);
    await cli.onConnection(command, async (context) => {
      const names = await resumeHolds(context, wanted);
      return {
        text:
          names.length === 0
            ? 'nothing is held\n'
            : `${names.length} look again: ${names.map(({ name }) => name).join(', ')}\n`,
        json: { resumed: names.map(({ document }) => document) },
      };
    });
  });
}
