import type { Command } from 'commander';
import { mappingAccounts, type FaultyAccount } from '../../../application/mapping/mapping-accounts';
import { moneyKinds } from '../../../domain/coding/coverage/code-use';
import { codeText } from '../../../domain/coding/segment-codes';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { coverageOptions, type CoverageOptions } from '../../options/coverage-options';
import { table } from '../../output';
import { sumsText } from '../../text/amount-text';

export function registerMappingAccounts(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('accounts')
    .description(
      'list the accounts of codes in use that the ERP takes no postings on now, with what they hit; changes nothing',
    );
  onConnectionOption(coverageOptions(command));
  examples(command, 'mapping accounts', 'mapping accounts --project 4425 --from-procore', 'mapping accounts --json');
  command.action(({ project, fromProcore = false }: CoverageOptions) =>
    cli.onConnection(command, async (context) => {
      const report = (line: string): void => cli.say(line);
      const found = await mappingAccounts(context, {
        fromProcore,
        report,
        ...(project === undefined ? {} : { project }),
      });
      const version = found.version === 0 ? 'there is no mapping yet' : `mapping version ${found.version}`;
      const head = `${version}: ${found.accounts} accounts, ${found.faulty.length} that take no postings\n`;
      const notes = found.notes.map((note) => `note: ${note}\n`).join('');
      return { text: `${head}${notes}${found.faulty.map(faultyText).join('')}`, json: { ...found } };
    }),
  );
}

function faultyText({ account, why, codes, held }: FaultyAccount): string {
  const rows = codes.map((one) => [
    ...[one.project, codeText(one.codes), one.name, String(one.line)],
    ...moneyKinds.map((kind) => sumsText(one.money[kind])),
  ]);
  const waiting = held.length === 0 ? '' : `  held for it: ${held.join(', ')}\n`;
  return `\n${account}: ${why}\n${waiting}${table(['project', 'code', 'name', 'row', ...moneyKinds], rows)}`;
}
