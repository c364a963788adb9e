import { Option, type Command } from 'commander';
import { allDocumentKinds } from '../../../domain/documents/document-kinds';
import { syncStages } from '../../../domain/posting/stages/sync-stage';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { examples, onConnectionOption } from '../../options/common-options';
import { documentName } from '../../../application/documents/document-name';
import { listDocuments } from '../../../application/documents/list-documents';
import { amountText } from '../../text/amount-text';
import { table } from '../../output';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';
import { problemView } from '../../text/remedy-text';

interface Options extends PageOptions {
  readonly stage?: string;
  readonly project?: string;
  readonly kind?: string;
}

export function registerDocumentList(document: Command, cli: Cli): void {
  const command = document
    .command('list')
    .description('list the documents and where they stand')
    .option('--stage <stage>', `only at this stage: ${syncStages.join(', ')}`)
    .option('--project <project>', 'only of this project: its number or id:<id>')
    .addOption(new Option('--kind <kind>', 'only of this kind').choices(allDocumentKinds.map(({ name }) => name)));
  onConnectionOption(pageOptions(command));
  examples(command, 'document list --stage held', 'document list --project 4411 --json', 'document list --limit 50');
  command.action(async (options: Options) => {
    const readList = pageReader(options);
    const stage = syncStages.find((one) => one === options.stage);
    if (options.stage !== undefined && stage === undefined) {
      throw new ActionError('badInput', `--stage "${options.stage}": one of ${syncStages.join(', ')}`);
    }
    const wanted = {
      ...(stage === undefined ? {} : { stage }),
      ...(options.project === undefined ? {} : { project: options.project }),
      ...(options.kind === undefined ? {} : { kind: options.kind }),
    };
    await cli.onConnection(command, async (context) => {
      const { connectionId } = context.connection;
      const { rows: documents, next } = await readList((page) => listDocuments(context, wanted, page));
      cli.sayNext(command, next);
      const rows = documents.map((one) => [
        one.name,
        one.procoreId,
        one.sourceStatus,
        one.stage ?? '-',
        amountText(one.gross, one.currency),
        amountText(one.payable, one.currency),
        one.hold?.reasons.join(', ') ?? one.wait?.for ?? '',
      ]);
      return {
        text: table(
          ['document', 'Procore id', 'in Procore', 'stage', 'gross', 'payable', 'waits for'],
          rows,
          'no documents',
        ),
        json: {
          documents: documents.map((one) => {
            const about = {
              connectionId,
              document: documentName({ kind: one.kind, sourceId: one.procoreId }),
            };
            const problems = (one.hold?.problems ?? []).map((problem) => problemView(problem, about));
            return { ...one, hold: one.hold === null ? null : { ...one.hold, problems } };
          }),
          next,
        },
      };
    });
  });
}
