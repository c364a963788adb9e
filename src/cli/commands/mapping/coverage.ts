import type { Command } from 'commander';
import { mappingCoverage, type CoverageOfProject } from '../../../application/mapping/mapping-coverage';
import { moneyKinds } from '../../../domain/coding/coverage/code-use';
import { codeText } from '../../../domain/coding/segment-codes';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { coverageOptions, type CoverageOptions } from '../../options/coverage-options';
import { table } from '../../output';
import { sumsText } from '../../text/amount-text';

interface Options extends CoverageOptions {
  readonly all?: boolean;
}

export function registerMappingCoverage(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('coverage')
    .description('list the codes in use that have no account, with the money behind them; changes nothing')
    .option('--all', 'also the codes that have an account');
  onConnectionOption(coverageOptions(command));
  examples(command, 'mapping coverage', 'mapping coverage --project 4425 --from-procore', 'mapping coverage --json');
  command.action(({ all = false, project, fromProcore = false }: Options) =>
    cli.onConnection(command, async (context) => {
      const report = (line: string): void => cli.say(line);
      const asked = { fromProcore, report, ...(project === undefined ? {} : { project }) };
      const found = await mappingCoverage(context, asked);
      const version = found.version === 0 ? 'there is no mapping yet' : `mapping version ${found.version}`;
      return {
        text: `${version}\n${found.projects.map((one) => projectText(one, all)).join('')}`,
        json: { ...found, projects: found.projects.map(({ mapped, ...one }) => (all ? { ...one, mapped } : one)) },
      };
    }),
  );
}

function projectText(one: CoverageOfProject, all: boolean): string {
  const { mappedByPeople, mappedByGenerated, unmapped, unsettled, unreadCommitments } = one;
  const mapped = mappedByPeople + mappedByGenerated;
  const generated = mappedByGenerated === 0 ? '' : `, ${mappedByGenerated} of them by generated rows`;
  const head = `\n${one.project} ${one.name}: ${one.codes} codes, ${mapped} with an account${generated}, ${unmapped.length} without\n`;
  const notes = [
    ...(unsettled.count === 0
      ? []
      : [`${unsettled.count} lines whose code Procore does not say whole (${sumsOfAll(unsettled.money)})`]),
    ...(unreadCommitments === 0
      ? []
      : [`${unreadCommitments} commitments of which only a list was read, without their lines`]),
    ...one.notes,
  ];
  const rows = [...unmapped, ...(all ? one.mapped : [])].map((code) => [
    codeText(code),
    code.name,
    ...moneyKinds.map((kind) => sumsText(code.money[kind])),
    code.account ?? code.why,
  ]);
  const sums = ['all without', '', ...moneyKinds.map((kind) => sumsText(one.unmappedMoney[kind])), ''];
  const listed = rows.length === 0 ? '' : table(['code', 'name', ...moneyKinds, 'account'], [...rows, sums]);
  return `${head}${notes.map((note) => `  note: ${note}\n`).join('')}${listed}`;
}

function sumsOfAll(money: CoverageOfProject['unmappedMoney']): string {
  const texts = moneyKinds.flatMap((kind) => (money[kind].length === 0 ? [] : [`${kind} ${sumsText(money[kind])}`]));
  return texts.join(', ') || 'no amount';
}
