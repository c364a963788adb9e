import type { Command } from 'commander';
import { mappingRowOf } from '../../application/mapping/change-mapping';
import { saveMapping } from '../../application/mapping/save-mapping';
import type { Cli } from '../cli';
import { badInput } from '../../application/action-error';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { mappingChangeResult } from '../mapping-change-result';

interface SetOptions {
  readonly project: string;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  readonly businessUnit: string;
  readonly object: string;
  readonly subsidiary: string;
  readonly subledger: string;
  readonly subledgerType: string;
}

export function registerMappingSet(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('set')
    .description('add or replace one row of the mapping, in a new version')
    .requiredOption('--project <pattern>', 'project number, id:<Procore id>, 44* or *')
    .option('--sub-job <pattern>', 'sub job; * for with or without one', '')
    .requiredOption('--cost-code <pattern>', 'cost code, a prefix as 03-*, or *')
    .requiredOption('--cost-type <pattern>', 'cost type (line item type), or *')
    .requiredOption('--business-unit <template>', 'job or cost centre; {project} {subJob} ... are filled in')
    .requiredOption('--object <template>', 'object account')
    .option('--subsidiary <template>', 'subsidiary; {costCode} {costCodeDigits} ... are filled in', '')
    .option('--subledger <template>', 'subledger', '')
    .option('--subledger-type <letter>', 'subledger type', '');
  onConnectionOption(actorOption(command));
  examples(
    command,
    'mapping set --project 4425 --cost-code 31-23-00 --cost-type S --business-unit 4425 --object 1340 --subsidiary 312300',
    "mapping set --project '*' --cost-code '*' --cost-type L --business-unit '{project}' --object 1310 --subsidiary '{costCodeDigits}'",
  );
  command.action(async (options: SetOptions) => {
    const read = mappingRowOf({
      project: options.project,
      sub_job: options.subJob,
      cost_code: options.costCode,
      cost_type: options.costType,
      business_unit: options.businessUnit,
      object: options.object,
      subsidiary: options.subsidiary,
      subledger: options.subledger,
      subledger_type: options.subledgerType,
    });
    if ('errors' in read) {
      throw badInput(
        'mapping row',
        read.errors.map(({ column, value, message }) => `--${column.replaceAll('_', '-')} "${value}": ${message}`),
      );
    }
    await cli.onConnection(command, async (context) =>
      mappingChangeResult(cli, await saveMapping(context, { rows: [read.row], merge: true, act: 'mapping.set' })),
    );
  });
}
