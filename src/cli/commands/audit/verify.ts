import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkKeptHeads } from '../../../application/audit/check-kept-heads';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { examples } from '../../options/common-options';
import { readKeptHeads, type KeptHead } from '../../../application/audit/read-kept-heads';
import { readTextFile } from '../../options/read-text-file';
import { verdictOf } from '../../text/audit-verdict';
import { signatureCheck } from '../../../application/audit/signature-check';
import { verifyAuditExport } from '../../../application/audit/verify-audit-export';
import { verifyStoredTrails } from '../../../application/audit/verify-stored-trails';

interface Options {
  readonly connection?: string;
  readonly head?: string;
  readonly export?: string;
}

export function registerAuditVerify(audit: Command, cli: Cli): void {
  const command = audit
    .command('verify')
    .description(
      'walk the audit trail: finds changed, removed and reordered entries and a cut tail. Exit code 1 when it finds one',
    )
    .option('--connection <id>', "only the trail of this connection's tenant (default: all tenants)")
    .option('--head <file>', 'also whether the trail contains the signed heads in this file: a log, or an export')
    .option('--export <file>', 'verify what "audit export" wrote, without the database');
  examples(command, 'audit verify --json', 'audit verify --head heads.log', 'audit verify --export trail.jsonl');
  command.action(async (options: Options) => {
    const { connection, head: headFile, export: exportFile } = options;
    const kept =
      headFile === undefined ? null : readKeptHeads(headFile, await readTextFile(cli.terminal.folder, headFile));
    if (exportFile === undefined) {
      await cli.inContext(command, async (context) => {
        const { trails, heads } = await verifyStoredTrails(context, connection, kept);
        return verdictOf(trails, headFile, heads, 'the audit trail');
      });
      return;
    }
    if (connection !== undefined) {
      throw new ActionError('badInput', '--connection is of the database; it does not go with --export');
    }
    cli.give(command, await verifyExport(cli, command, exportFile, headFile, kept));
  });
}

async function verifyExport(
  cli: Cli,
  command: Command,
  file: string,
  headFile: string | undefined,
  kept: readonly KeptHead[] | null,
) {
  const signatureFault = await signatureCheck(cli.terminal.env, (await cli.addresses(command)).masterKeyFile);
  const path = resolve(cli.terminal.folder, file);
  const { trails, hashOfEntry } = await verifyAuditExport(path, file, signatureFault, kept ?? []);
  return verdictOf(
    trails,
    headFile,
    kept === null ? null : checkKeptHeads(kept, signatureFault, hashOfEntry),
    'the export',
  );
}
