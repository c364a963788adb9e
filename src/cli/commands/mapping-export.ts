import type { Command } from 'commander';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { examples, onConnectionOption } from '../common-options';
import { mappingCsv } from '../../application/mapping/mapping-csv';

export function registerMappingExport(mapping: Command, cli: Cli): void {
  const command = mapping
    .command('export')
    .description('write the mapping as CSV, as "mapping import" reads it')
    .option('--mapping-version <n>', 'an older version, as a posting names it (default: the newest)');
  onConnectionOption(command);
  examples(command, 'mapping export > mapping.csv', 'mapping export --mapping-version 3 --json');
  command.action(async ({ mappingVersion }: { mappingVersion?: string }) => {
    if (mappingVersion !== undefined && !/^[1-9]\d{0,8}$/.test(mappingVersion)) {
      throw new ActionError('badInput', '--mapping-version: a whole number from 1');
    }
    await cli.onConnection(command, async ({ store, connection }) => {
      const { version, rows } = await store.inTenant(connection.tenantId, async (tx) => {
        const newest = await tx.mappings.version(connection);
        const version = mappingVersion === undefined ? newest : Number(mappingVersion);
        if (version > newest || version === 0) {
          const none = 'there is no mapping yet; "ml-connector mapping import FILE" makes the first version';
          throw new ActionError(
            'notFound',
            newest === 0 ? none : `mapping version ${version} does not exist: there are versions 1 to ${newest}`,
          );
        }
        return { version, rows: await tx.mappings.load(connection, version) };
      });
      return { text: mappingCsv(rows), json: { version, rows } };
    });
  });
}
