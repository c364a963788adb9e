import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { badInput } from '../../../application/action-error';
import { examples } from '../../options/common-options';
import { exportTrails } from '../../../application/audit/export-trail';

interface Options {
  readonly connection?: string;
  readonly file?: string;
}

type Write = (text: string) => Promise<void> | void;

export function registerAuditExport(audit: Command, cli: Cli): void {
  const command = audit
    .command('export')
    .description('write the audit trail as JSON lines: the entries in order, then the signed head as the last line')
    .option('--file <file>', 'where to (default: standard output); an existing file is replaced')
    .option(
      '--connection <id>',
      "only the trail of this connection's tenant (default: all tenants, one after another)",
    );
  examples(command, 'audit export --file trail.jsonl', 'audit export --connection acme-jde > trail.jsonl');
  command.action(async ({ connection, file }: Options) => {
    await cli.inContext(command, async (context) => {
      if (file === undefined) {
        await exportTrails(context, connection, (text) => cli.terminal.out(text));
        return { text: '', json: undefined };
      }
      const trails = await intoFile(resolve(cli.terminal.folder, file), file, (write) =>
        exportTrails(context, connection, write),
      );
      const lines = trails.map((one) => `tenant ${one.tenant}: ${one.entries} entries, head ${one.head.auditCount}`);
      return { text: `${[...lines, `written to ${file}`].join('\n')}\n`, json: { file, trails } };
    });
  });
}

/** Readable by its owner only: it says who did what, and amounts. */
async function intoFile<T>(path: string, file: string, work: (write: Write) => Promise<T>): Promise<T> {
  const handle = await open(path, 'w', 0o600).catch((cause: unknown) => {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw badInput(file, [`cannot be written${code}`]);
  });
  try {
    return await work((text) => handle.writeFile(text));
  } finally {
    await handle.close();
  }
}
