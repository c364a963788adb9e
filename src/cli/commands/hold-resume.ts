import type { Command } from 'commander';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { documentName } from '../../application/documents/document-name';
import { documentArgument, findDocumentNamed } from '../../application/documents/find-document';
import { parseHoldReason } from '../hold-reason-option';
import { readableNames } from '../../application/documents/readable-names';

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
    const filter = reason === undefined ? {} : { reason: parseHoldReason(reason) };
    await cli.onConnection(command, async ({ store, connection }) => {
      const names = await store.inTenant(connection.tenantId, async (tx) => {
        const document = name === undefined ? null : await findDocumentNamed(tx, connection, name);
        const held = await tx.holds.list(connection, {
          ...filter,
          ...(document === null ? {} : { documentId: document.id }),
        });
        for (const one of held) {
          // Somebody may have mended it in Procore: what was read before is not enough.
          await tx.documents.noteHint(one.document);
          await tx.holds.release(one);
        }
        // Between two passes a document is open without a hold; it looks again all the same.
        if (document !== null && held.length === 0) {
          if (!document.open) {
            throw new ActionError(
              'notFound',
              `${documentName(document)} is not held; it is ${document.stage ?? 'not on its way'}`,
            );
          }
          await tx.outbox.signal(document, 'resume');
        }
        const resumed = document === null ? held.map((one) => one.document) : [document];
        for (const one of resumed) {
          await tx.audit(one, 'hold.resumed', {
            reasons: held.find((other) => other.document.id === one.id)?.hold.reasons ?? [],
          });
        }
        const nameOf = await readableNames(tx, connection);
        return resumed.map((one) => ({ name: nameOf(one), document: documentName(one) }));
      });
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
