import type { Command } from 'commander';
import { migrateDatabase } from '../../local/migrate-database';
import type { Cli } from '../cli';
import { examples } from '../common-options';

export function registerMigrate(program: Command, cli: Cli): void {
  const command = program
    .command('migrate')
    .description('bring the schema of the database up to date, as its owner (DATABASE_OWNER_URL)')
    .option('--app-role <role>', 'who gets rights on the tables (default: the user of DATABASE_URL)');
  examples(command, 'migrate', 'migrate --app-role connector_app');
  command.action(async ({ appRole }: { appRole?: string }) => {
    const migrated = await migrateDatabase(cli.addresses(command), appRole);
    const { applied, schema } = migrated;
    cli.give(command, {
      text: `${applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`}; the schema is ${schema}\n`,
      json: { applied, schema, appRole: migrated.appRole },
    });
  });
}
