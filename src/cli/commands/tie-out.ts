import { resolve } from 'node:path';
import type { Command } from 'commander';
import { badInput } from '../../application/action-error';
import { tieOut } from '../../application/tie-out/tie-out';
import type { Cli } from '../cli';
import { examples, onConnectionOption } from '../options/common-options';
import { tieOutPage } from '../text/tie-out-page';
import { tieOutCsv, tieOutText, tieOutVerdict } from '../text/tie-out-text';
import { formOf, writeReport } from './report-file';

interface Options {
  readonly period: string;
  readonly all?: true;
  readonly file?: string;
}

const forms = { '.html': tieOutPage, '.csv': tieOutCsv, '.txt': tieOutText };

export function register(command: Command, cli: Cli): void {
  command
    .argument('[project]', 'its number or id:<id>')
    .requiredOption('--period <month>', 'the month of the books, e.g. 2026-10')
    .option('--all', 'every project of the connection')
    .option(
      '--file <file>',
      'write it there: .html, a page that prints; .csv, a line for each row and difference; .txt',
    );
  onConnectionOption(command);
  examples(command, 'tie-out 4411 --period 2026-10', 'tie-out --all --period 2026-10 --file tie-out-2026-10.csv');
  command.action((project: string | undefined, { period, all, file }: Options) =>
    cli.onConnection(command, async (context) => {
      if ((project === undefined) === (all === undefined)) throw badInput('project', ['name one, or give --all']);
      const form = file === undefined ? tieOutText : formOf(forms, file);
      const report = await tieOut(context, { project: project ?? null, period });
      if (file === undefined) return { text: form(report), json: report };
      await writeReport(resolve(cli.terminal.folder, file), file, form(report));
      return { text: `${tieOutVerdict(report)}written to ${file}\n`, json: { ...report, file } };
    }),
  );
}
