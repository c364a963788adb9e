import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { documentArgument } from '../../../application/documents/find-document';
import { heldJson, heldText } from '../../text/held-text';
import { showHold } from '../../../application/holds/show-hold';

export function registerHoldShow(hold: Command, cli: Cli): void {
  const command = hold
    .command('show')
    .argument('<document>', documentArgument)
    .description('show why a document waits and what ends it');
  onConnectionOption(command);
  examples(command, 'hold show requisition/58820', 'hold show 4411/SC-4411-003/7');
  command.action((wanted: string) =>
    cli.onConnection(command, async (context) => {
      const held = await showHold(context, wanted);
      return { text: heldText(held), json: heldJson(held) };
    }),
  );
}
