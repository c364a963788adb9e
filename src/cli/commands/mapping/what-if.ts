import type { Command } from 'commander';
import { ActionError } from '../../../application/action-error';
import type { ConnectionContext } from '../../../application/context';
import { whatIf, type DocumentOtherwise, type Proposed, type WhatIf } from '../../../application/mapping/what-if';
import { sumsOf } from '../../../domain/coding/coverage/coverage';
import { csvLine } from '../../../application/csv-cell';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { givenRow, rowOptions, type RowOptions } from '../../options/mapping-row-options';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';
import { readTextFile } from '../../options/read-text-file';
import { table } from '../../output';
import { amountText, sumsText } from '../../text/amount-text';

interface Options extends PageOptions, Partial<RowOptions> {
  readonly merge?: boolean;
  readonly ofProject?: string;
  readonly csv?: boolean;
}

export function registerMappingWhatIf(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('what-if')
    .argument('[file]', 'CSV as "mapping import" takes it; or one row, by the options of "mapping set"')
    .description('show which posted documents a change of the mapping would have coded otherwise; changes nothing')
    .option('--merge', 'as "mapping import --merge": the file adds to the present mapping')
    .option('--of-project <project>', 'only documents of this project: its number or id:<id>')
    .option('--csv', 'a line for each item');
  onConnectionOption(pageOptions(rowOptions(command, { required: false })));
  examples(
    command,
    'mapping what-if mapping.csv',
    'mapping what-if --project 4425 --cost-code 31-23-00 --cost-type S --account 4425.1341.312300',
  );
  command.action(async (file: string | undefined, options: Options) => {
    const readList = pageReader(options);
    const proposed = await proposedBy(cli, file, options);
    const wanted = { proposed, ...(options.ofProject === undefined ? {} : { project: options.ofProject }) };
    await cli.onConnection(command, async (context) => {
      const { rows, next, first } = await readAll(context, wanted, readList);
      cli.sayNext(command, next);
      const { version = 0, wouldRelease = [] } = first ?? {};
      const text = options.csv === true ? csvOf(rows) : textOf(rows, version, wouldRelease);
      return { text, json: { version, documents: rows, sums: sumsOf(rows), wouldRelease, next } };
    });
  });
}

async function readAll(
  context: ConnectionContext,
  wanted: Parameters<typeof whatIf>[1],
  readList: ReturnType<typeof pageReader>,
): Promise<{ readonly rows: readonly DocumentOtherwise[]; readonly next: string | null; readonly first?: WhatIf }> {
  let first: WhatIf | undefined;
  const found = await readList(async (page) => {
    const part = await whatIf(context, wanted, page);
    first ??= part;
    return part;
  });
  return first === undefined ? found : { ...found, first };
}

async function proposedBy(cli: Cli, file: string | undefined, options: Options): Promise<Proposed> {
  const row = givenRow(options);
  if ((file === undefined) === (row === null)) {
    throw new ActionError(
      'badInput',
      'say what is proposed: a file, or a row by --project, --cost-code, --cost-type and --account',
    );
  }
  if (row !== null) return { row };
  const named = file ?? '';
  return { file: named, text: await readTextFile(cli.terminal.folder, named), merge: options.merge ?? false };
}

function textOf(rows: readonly DocumentOtherwise[], version: number, wouldRelease: readonly string[]): string {
  const cells = rows.flatMap((one) =>
    one.items.map((item, index) => [
      ...(index === 0 ? [one.name, one.stage] : ['', '']),
      ...[item.code, item.posted, item.present ?? 'none', item.proposed ?? 'none: it would be held'],
      amountText(item.amount, one.currency),
    ]),
  );
  const header = ['document', 'stage', 'code', 'posted to', 'present mapping', 'proposed', 'amount'];
  const sums =
    rows.length === 0 ? '' : `${rows.length} documents, ${sumsText(sumsOf(rows)) || 'amounts that come to 0'}\n`;
  const held =
    wouldRelease.length === 0
      ? ''
      : `held documents that would go on: ${wouldRelease.length}: ${wouldRelease.join(', ')}\n`;
  return (
    `compared with mapping version ${version}; nothing is changed, and nothing posted is rebooked by a mapping\n` +
    table(header, cells, 'no posted document would be coded otherwise') +
    sums +
    held
  );
}

function csvOf(rows: readonly DocumentOtherwise[]): string {
  const header = [
    'document',
    'procore',
    'stage',
    'item',
    'code',
    'posted',
    'present',
    'proposed',
    'amount',
    'currency',
  ];
  const lines = rows.flatMap((one) =>
    one.items.map(({ item, code, posted, present, proposed, amount }) =>
      csvLine([
        ...[one.name, one.document, one.stage ?? '', item, code],
        ...[posted, present ?? '', proposed ?? '', amount, one.currency],
      ]),
    ),
  );
  return `${[header.join(','), ...lines].join('\n')}\n`;
}
