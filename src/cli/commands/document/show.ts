import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { documentName } from '../../../application/documents/document-name';
import { documentDetailsText } from '../../text/document-details-text';
import { problemView } from '../../text/remedy-text';
import { documentArgument } from '../../../application/documents/find-document';
import { showDocument } from '../../../application/documents/show-document';

export function registerDocumentShow(document: Command, cli: Cli): void {
  const command = document
    .command('show')
    .argument('<document>', documentArgument)
    .description('show all that is known of a document: content, plan, postings with attempts, holds, audit entries');
  onConnectionOption(command);
  examples(command, 'document show requisition/58820', 'document show 4411/SC-4411-003/7 --json');
  command.action((name: string) =>
    cli.onConnection(command, async (context) => {
      const details = await showDocument(context, name);
      const about = {
        connectionId: context.connection.connectionId,
        document: documentName({ kind: details.kind, sourceId: details.procoreId }),
      };
      const holds = details.holds.map((hold) => ({
        ...hold,
        problems: hold.problems.map((problem) => problemView(problem, about)),
      }));
      return { text: documentDetailsText(details), json: { ...details, holds } };
    }),
  );
}
