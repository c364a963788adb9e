import type { Command } from 'commander';
import { badInput } from '../../application/action-error';
import type { GivenMappingRow } from '../../application/mapping/save-mapping';

export interface RowOptions {
  readonly project: string;
  readonly subJob: string;
  readonly costCode: string;
  readonly costType: string;
  readonly account: string;
  readonly segment: readonly string[];
}

/** One row of the mapping, by its patterns and its account. */
export function rowOptions(command: Command, { required }: { readonly required: boolean }): Command {
  const needed = (flags: string, description: string): unknown =>
    required ? command.requiredOption(flags, description) : command.option(flags, description);
  needed('--project <pattern>', 'project number, id:<Procore id>, 44* or *');
  command.option('--sub-job <pattern>', 'sub job; * for with or without one', '');
  needed('--cost-code <pattern>', 'cost code, a prefix as 03-*, or *');
  needed('--cost-type <pattern>', 'cost type (line item type), or *');
  needed(
    '--account <template>',
    'the account as the ERP prints it; {project} {subJob} {costCode} {costCodeDigits} {costType} are filled in',
  );
  return command.option(
    '--segment <column=template...>',
    "a segment that is no part of the account's name, e.g. subledger=7004",
    [],
  );
}

/** Null: no row is given. One of which a part is given and another is not is an error that names what is missing. */
export function givenRow(options: Partial<RowOptions>): GivenMappingRow | null {
  const { project, subJob = '', costCode, costType, account, segment = [] } = options;
  if (project === undefined || costCode === undefined || costType === undefined || account === undefined) {
    const parts = { '--project': project, '--cost-code': costCode, '--cost-type': costType, '--account': account };
    const missing = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [name] : []));
    if (missing.length === 4 && subJob === '' && segment.length === 0) return null;
    throw badInput('mapping row', [`${missing.join(', ')}: not given`]);
  }
  const segments = Object.fromEntries(segment.map(columnAndTemplate));
  return { project, subJob, costCode, costType, account, segments };
}

function columnAndTemplate(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  if (at < 1)
    throw badInput('mapping row', [`--segment "${given}": a column of the mapping file, "=" and its template`]);
  return [given.slice(0, at), given.slice(at + 1)];
}
