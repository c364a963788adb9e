import type { Command } from 'commander';
import { listEntries } from '../../../application/audit/list-entries';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { auditFactsText } from '../../text/audit-facts-text';
import { table } from '../../output';
import { pageOptions, pageReader, type PageOptions } from '../../options/page-options';

interface Options extends PageOptions {
  readonly act?: string;
  readonly by?: string;
}

export function registerAuditList(audit: Command, cli: Cli): void {
  const command = audit
    .command('list')
    .description('list who did what on a connection, the newest first')
    .option('--act <act>', 'only this act, e.g. mapping.imported')
    .option('--by <name>', 'only what this one did');
  onConnectionOption(pageOptions(command));
  examples(command, 'audit list --limit 20', 'audit list --by "C. Controller" --json');
  command.action(async ({ act, by, ...part }: Options) => {
    const readList = pageReader(part);
    const filter = { ...(act === undefined ? {} : { act }), ...(by === undefined ? {} : { actor: by }) };
    await cli.onConnection(command, async (context) => {
      const { rows: entries, next } = await readList((page) => listEntries(context, filter, page));
      cli.sayNext(command, next);
      const rows = entries.map((one) => [one.seq, one.at, one.actor, one.act, one.document, auditFactsText(one.facts)]);
      return {
        text: table(['no', 'at', 'who', 'did', 'document', 'facts'], rows, 'no entry matches'),
        json: { entries, next },
      };
    });
  });
}
