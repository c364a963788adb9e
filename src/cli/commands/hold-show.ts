import type { Command } from 'commander';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { examples, onConnectionOption } from '../common-options';
import { documentArgument, findDocumentNamed } from '../../application/documents/find-document';
import { heldJson, heldText } from '../held-text';
import { readableNames } from '../../application/documents/readable-names';

export function registerHoldShow(hold: Command, cli: Cli): void {
  const command = hold
    .command('show')
    .argument('<document>', documentArgument)
    .description('show why a document waits and what ends it');
  onConnectionOption(command);
  examples(command, 'hold show requisition/58820', 'hold show 4411/SC-4411-003/7');
  command.action((wanted: string) =>
    cli.onConnection(command, async ({ store, connection }) => {
      const { document, held, number, name } = await store.inTenant(connection.tenantId, async (tx) => {
        const document = await findDocumentNamed(tx, connection, wanted);
        const [held] = await tx.holds.list(connection, { documentId: document.id });
        const project = await tx.projects.find(connection, document.projectId);
        const nameOf = await readableNames(tx, connection);
        return { document, held, number: project?.number ?? null, name: nameOf(document) };
      });
      if (held === undefined) {
        throw new ActionError('notFound', `${name} is not held; it is ${document.stage ?? 'not on its way'}`);
      }
      return { text: heldText(held, name), json: { name, ...heldJson(held, number) } };
    }),
  );
}
