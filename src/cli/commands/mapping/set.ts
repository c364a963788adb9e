import type { Command } from 'commander';
import { setMappingRow } from '../../../application/mapping/save-mapping';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { givenRow, rowOptions, type RowOptions } from '../../options/mapping-row-options';
import { mappingChangeResult } from '../../text/mapping-change-result';

export function registerMappingSet(mapping: Command, cli: Cli): void {
  const command = mapping.command('set').description('add or replace one row of the mapping, in a new version');
  onConnectionOption(actorOption(rowOptions(command, { required: true })));
  examples(
    command,
    'mapping set --project 4425 --cost-code 31-23-00 --cost-type S --account 4425.1340.312300',
    "mapping set --project '*' --cost-code '*' --cost-type L --account '{project}.1310.{costCodeDigits}'",
    'mapping set --project 4425 --cost-code 01-* --cost-type O --account 4425.1350 --segment subledger=7004 subledger_type=A',
  );
  command.action(async (options: RowOptions) => {
    const row = givenRow(options);
    if (row === null) return;
    await cli.onConnection(command, async (context) => mappingChangeResult(cli, await setMappingRow(context, row)));
  });
}
