import type { Command } from 'commander';
import type { Cli } from '../cli';
import { CommandError, exitCodes } from '../command-error';
import { examples, onConnectionOption } from '../common-options';
import { documentName } from '../document-name';
import { documentArgument, findDocumentNamed } from '../find-document';
import { heldJson, heldText } from '../held-text';

export function registerHoldShow(hold: Command, cli: Cli): void {
  const command = hold
    .command('show')
    .argument('<document>', documentArgument)
    .description('show why a document waits and what ends it');
  onConnectionOption(command);
  examples(command, 'hold show requisition/58820', 'hold show 4411/SC-4411-003/7');
  command.action((name: string) =>
    cli.onConnection(command, async ({ store, connection }) => {
      const { document, held, number } = await store.inTenant(connection.tenantId, async (trx) => {
        const document = await findDocumentNamed(trx, store, connection, name);
        const [held] = await store.holds.listHolds(trx, store.sealed, connection, { documentId: document.id });
        const project = await store.projects.findProject(trx, connection, document.projectId);
        return { document, held, number: project?.number ?? null };
      });
      if (held === undefined) {
        throw new CommandError(
          `${documentName(document)} is not held; it is ${document.stage ?? 'not on its way'}`,
          exitCodes.notFound,
        );
      }
      return { text: heldText(held, number), json: heldJson(held, number) };
    }),
  );
}
