import type { Command } from 'commander';
import { documentArgument } from '../../../application/documents/find-document';
import { showChoices } from '../../../application/holds/show-choices';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { choicesText } from '../../text/choices-text';

export function registerHoldChoices(hold: Command, cli: Cli): void {
  const command = hold
    .command('choices')
    .argument('<document>', documentArgument)
    .description(
      'show what may be chosen about a document that differs from what is posted or was withdrawn, or about the order of a commitment, and what each choice would do',
    );
  onConnectionOption(command);
  examples(command, 'hold choices 4411/SC-4411-003/7', 'hold choices 4411/SC-4411-003');
  command.action((wanted: string) =>
    cli.onConnection(command, async (context) => {
      const shown = await showChoices(context, wanted);
      const { document, offer, order } = shown;
      return { text: choicesText(shown), json: { document, offer, order } };
    }),
  );
}
