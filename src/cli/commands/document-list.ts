import type { Command } from 'commander';
import { syncStages } from '../../domain/posting/sync-stage';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { examples, onConnectionOption } from '../common-options';
import { documentName } from '../../application/documents/document-name';
import { documentSummaries } from '../../application/documents/document-summary';
import { table } from '../output';
import { problemView } from '../remedy-text';
import { projectNamed } from '../../application/documents/project-named';

export function registerDocumentList(document: Command, cli: Cli): void {
  const command = document
    .command('list')
    .description('list the documents and where they stand')
    .option('--stage <stage>', `only at this stage: ${syncStages.join(', ')}`)
    .option('--project <project>', 'only of this project: its number or id:<id>')
    .option('--kind <kind>', 'only of this kind: requisition, vendor');
  onConnectionOption(command);
  examples(command, 'document list --stage held', 'document list --project 4411 --json');
  command.action(async (options: { stage?: string; project?: string; kind?: string }) => {
    const stage = syncStages.find((one) => one === options.stage);
    if (options.stage !== undefined && stage === undefined) {
      throw new ActionError('badInput', `--stage "${options.stage}": one of ${syncStages.join(', ')}`);
    }
    await cli.onConnection(command, async ({ store, connection }) => {
      const documents = await store.inTenant(connection.tenantId, async (tx) => {
        const project = options.project === undefined ? null : await projectNamed(tx, connection, options.project);
        return documentSummaries(tx, connection, {
          ...(stage === undefined ? {} : { stage }),
          ...(project === null ? {} : { projectId: project.id }),
          ...(options.kind === undefined ? {} : { kind: options.kind }),
        });
      });
      const rows = documents.map((one) => [
        one.name,
        one.procoreId,
        one.sourceStatus,
        one.stage ?? '-',
        one.gross,
        one.payable,
        one.hold?.reasons.join(', ') ?? '',
      ]);
      return {
        text: table(
          ['document', 'Procore id', 'in Procore', 'stage', 'gross', 'payable', 'held for'],
          rows,
          'no documents',
        ),
        json: {
          documents: documents.map((one) => {
            const about = {
              connectionId: connection.connectionId,
              document: documentName({ kind: one.kind, sourceId: one.procoreId }),
            };
            const problems = (one.hold?.problems ?? []).map((problem) => problemView(problem, about));
            return { ...one, hold: one.hold === null ? null : { ...one.hold, problems } };
          }),
        },
      };
    });
  });
}
