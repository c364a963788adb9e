import type { Command } from 'commander';
import { migrateDatabase } from '../../local/migrate-database';
import type { Cli } from '../cli';
import { examples } from '../options/common-options';

export function register(command: Command, cli: Cli): void {
  command.option('--app-role <role>', 'who gets rights on the tables (default: the user of DATABASE_URL)');
  examples(command, 'migrate', 'migrate --app-role connector_app');
  command.action(async ({ appRole }: { appRole?: string }) => {
    const migrated = await migrateDatabase(await cli.addresses(command), appRole);
    const { applied, schema } = migrated;
    cli.give(command, {
      text: `${applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`}; the schema is ${schema}\n`,
      json: { applied, schema, appRole: migrated.appRole },
    });
  });
}
