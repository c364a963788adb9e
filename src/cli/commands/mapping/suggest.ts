import type { Command } from 'commander';
import { ActionError } from '../../../application/action-error';
import { moneyText, suggestMapping } from '../../../application/mapping/suggest-mapping';
import { codeText } from '../../../domain/coding/segment-codes';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { coverageOptions, type CoverageOptions } from '../../options/coverage-options';
import { oneLine } from '../../output';

interface Options extends CoverageOptions {
  readonly least: string;
  readonly csv?: boolean;
}

export function registerMappingSuggest(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('suggest')
    .description('suggest accounts for codes that have none, by codes like them that are mapped; changes nothing')
    .option('--csv', 'write what is suggested as rows that "mapping import --merge" takes')
    .option('--least <per cent>', 'suggest nothing that is less alike', '60');
  onConnectionOption(coverageOptions(command));
  examples(
    command,
    'mapping suggest --project 4425',
    'mapping suggest --csv > suggested.csv',
    'mapping import suggested.csv --merge --as "C. Controller"',
  );
  command.action(async ({ least, csv = false, project, fromProcore = false }: Options) => {
    const leastAlike = Number(least);
    if (!/^\d{1,3}$/.test(least) || leastAlike < 1 || leastAlike > 100) {
      throw new ActionError('badInput', `--least "${least}": a whole number from 1 to 100`);
    }
    await cli.onConnection(command, async (context) => {
      const report = (line: string): void => cli.say(line);
      const asked = { fromProcore, report, least: leastAlike, ...(project === undefined ? {} : { project }) };
      const { version, suggestions, csv: rows } = await suggestMapping(context, asked);
      const without = suggestions.filter(({ suggested }) => suggested === null).length;
      if (csv && without > 0) cli.say(`${without} codes without an account are not in it: nothing alone is like them`);
      const blocks = suggestions.map((one) => {
        const { suggested, others, name, money } = one;
        const called = name === null ? '' : ` "${name}"`;
        const chosen = suggested === null ? 'nothing that stands out' : `${suggested.account}  ${suggested.why}`;
        const more = others.map(({ account, why }) => `    or ${account}  ${why}`);
        const head = `${one.project} ${codeText(one)}${called}, behind it: ${moneyText(money)}`;
        return `${[head, `    ${chosen}`, ...more].map(oneLine).join('\n')}\n`;
      });
      return {
        text: csv ? rows : blocks.join('') || 'every code in use has an account\n',
        json: { version, suggestions },
      };
    });
  });
}
