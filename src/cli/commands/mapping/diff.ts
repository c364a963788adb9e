import type { Command } from 'commander';
import { diffMapping, type MappingDiff } from '../../../application/mapping/diff-mapping';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';
import { parseVersion } from '../../options/parse-version';
import { table } from '../../output';

interface Options extends PageOptions {
  readonly from?: string;
  readonly to?: string;
  readonly project?: string;
}

export function registerMappingDiff(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('diff')
    .description('show in which rows two versions of the mapping differ')
    .option('--from <n>', 'the older version (default: the one before the other)')
    .option('--to <n>', 'the newer version (default: the newest)')
    .option('--project <pattern>', 'only rows that name this project: 4425, id:<id> or *');
  onConnectionOption(pageOptions(command));
  examples(command, 'mapping diff', 'mapping diff --from 3 --to 7 --project 4425');
  command.action(async ({ from, to, project, ...part }: Options) => {
    const readList = pageReader(part);
    const versions = { from: parseVersion('--from', from), to: parseVersion('--to', to) };
    const wanted = {
      ...(versions.from === undefined ? {} : { from: versions.from }),
      ...(versions.to === undefined ? {} : { to: versions.to }),
      ...(project === undefined ? {} : { project }),
    };
    await cli.onConnection(command, async (context) => {
      let diff: MappingDiff | undefined;
      const { rows, next } = await readList(async (page) => (diff = await diffMapping(context, wanted, page)));
      cli.sayNext(command, next);
      const { from: older = 0, to: newer = 0, madeBy = '', madeAt = '' } = diff ?? {};
      const cells = rows.map((row) => [
        row.change,
        ...[row.project, row.subJob, row.costCode, row.costType, row.before, row.after],
        row.generated ? 'generated' : '',
      ]);
      const header = ['change', 'project', 'sub job', 'cost code', 'type', 'before', 'after', ''];
      return {
        text: `from version ${older} to ${newer}, which ${madeBy} made at ${madeAt}\n${table(header, cells, 'no row differs')}`,
        json: { from: older, to: newer, madeBy, madeAt, rows, next },
      };
    });
  });
}
