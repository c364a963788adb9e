import { ActionError } from '../application/action-error';
import { migrate, type MigrationReport } from '../store/migrate';
import { requireAddress, type Addresses } from './addresses';

/** Brings the schema up to date as its owner. `appRole` gets rights on the tables; without it the user of DATABASE_URL. */
export async function migrateDatabase(
  addresses: Addresses,
  appRole: string | undefined,
): Promise<MigrationReport & { readonly appRole: string }> {
  const ownerUrl = requireAddress(addresses, 'databaseOwnerUrl');
  const role = appRole ?? decodeURIComponent(new URL(requireAddress(addresses, 'databaseUrl')).username);
  if (role === '') {
    throw new ActionError('badInput', 'DATABASE_URL names no user; say who works with the tables: --app-role ROLE');
  }
  return { ...(await migrate(ownerUrl, role)), appRole: role };
}
