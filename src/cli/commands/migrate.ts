import type { Command } from 'commander';
import { migrate } from '../../store/migrate';
import { requireAddress } from '../../local/addresses';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { examples } from '../common-options';

export function registerMigrate(program: Command, cli: Cli): void {
  const command = program
    .command('migrate')
    .description('bring the schema of the database up to date, as its owner (DATABASE_OWNER_URL)')
    .option('--app-role <role>', 'who gets rights on the tables (default: the user of DATABASE_URL)');
  examples(command, 'migrate', 'migrate --app-role connector_app');
  command.action(async ({ appRole }: { appRole?: string }) => {
    const addresses = cli.addresses(command);
    const ownerUrl = requireAddress(addresses, 'databaseOwnerUrl');
    const role = appRole ?? decodeURIComponent(new URL(requireAddress(addresses, 'databaseUrl')).username);
    if (role === '') {
      throw new ActionError('badInput', 'DATABASE_URL names no user; say who works with the tables: --app-role ROLE');
    }
    const { applied, schema } = await migrate(ownerUrl, role);
    cli.give(command, {
      text: `${applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`}; the schema is ${schema}\n`,
      json: { applied, schema, appRole: role },
    });
  });
}
