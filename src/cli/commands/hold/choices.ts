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
      'show what may be chosen about a document that differs from what is posted or was withdrawn, and what each choice would do',
    );
  onConnectionOption(command);
  examples(command, 'hold choices 4411/SC-4411-003/7');
  command.action((wanted: string) =>
    cli.onConnection(command, async (context) => {
      const { held, offer } = await showChoices(context, wanted);
      return { text: choicesText(held, offer), json: { document: held.document, offer } };
    }),
  );
}
