import { resolve } from 'node:path';
import type { Command } from 'commander';
import { closeReport } from '../../../application/close/close-report';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { formOf, writeReport } from '../report-file';
import { closePage } from '../../text/close-page';
import { closeCsv, closeText } from '../../text/close-text';

interface Options {
  readonly through: string;
  readonly file?: string;
}

const forms = { '.html': closePage, '.csv': closeCsv, '.txt': closeText };

export function registerProjectCloseReport(project: Command, cli: Cli): void {
  const command = project
    .command('close-report')
    .description('say what of a project is in the books at a close, what is not, and why')
    .argument('<project>', 'its number or id:<id>')
    .requiredOption('--through <day>', 'the last day that counts, e.g. 2026-10-31: what bills beyond it is left out')
    .option('--file <file>', 'write it there: .html, a page that prints; .csv, a line for each requisition; .txt');
  onConnectionOption(command);
  examples(
    command,
    'project close-report 4411 --through 2026-10-31',
    'project close-report 4411 --through 2026-10-31 --file close-4411.html',
  );
  command.action((name: string, { through, file }: Options) =>
    cli.onConnection(command, async (context) => {
      const form = file === undefined ? closeText : formOf(forms, file);
      const report = await closeReport(context, { project: name, through });
      if (file === undefined) return { text: form(report), json: report };
      await writeReport(resolve(cli.terminal.folder, file), file, form(report));
      return { text: `written to ${file}\n`, json: { ...report, file } };
    }),
  );
}
