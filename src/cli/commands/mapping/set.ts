import type { Command } from 'commander';
import { badInput } from '../../../application/action-error';
import { setMappingRow } from '../../../application/mapping/save-mapping';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { mappingChangeResult } from '../../text/mapping-change-result';

interface SetOptions {
  readonly project: string;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  readonly account: string;
  readonly segment: readonly string[];
}

export function registerMappingSet(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('set')
    .description('add or replace one row of the mapping, in a new version')
    .requiredOption('--project <pattern>', 'project number, id:<Procore id>, 44* or *')
    .option('--sub-job <pattern>', 'sub job; * for with or without one', '')
    .requiredOption('--cost-code <pattern>', 'cost code, a prefix as 03-*, or *')
    .requiredOption('--cost-type <pattern>', 'cost type (line item type), or *')
    .requiredOption(
      '--account <template>',
      'the account as the ERP prints it; {project} {subJob} {costCode} {costCodeDigits} {costType} are filled in',
    )
    .option(
      '--segment <column=template...>',
      "a segment that is no part of the account's name, e.g. subledger=7004",
      [],
    );
  onConnectionOption(actorOption(command));
  examples(
    command,
    'mapping set --project 4425 --cost-code 31-23-00 --cost-type S --account 4425.1340.312300',
    "mapping set --project '*' --cost-code '*' --cost-type L --account '{project}.1310.{costCodeDigits}'",
    'mapping set --project 4425 --cost-code 01-* --cost-type O --account 4425.1350 --segment subledger=7004 subledger_type=A',
  );
  command.action(async ({ project, subJob, costCode, costType, account, segment }: SetOptions) => {
    const segments = Object.fromEntries(segment.map(columnAndTemplate));
    await cli.onConnection(command, async (context) =>
      mappingChangeResult(
        cli,
        await setMappingRow(context, { project, subJob, costCode, costType, account, segments }),
      ),
    );
  });
}

function columnAndTemplate(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  if (at < 1)
    throw badInput('mapping row', [`--segment "${given}": a column of the mapping file, "=" and its template`]);
  return [given.slice(0, at), given.slice(at + 1)];
}
