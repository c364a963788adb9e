import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { keptSecret } from '../state/kept-secret';

const ownerRole = 'ml_connector_owner';
const appRole = 'ml_connector_app';

export interface PrepareDatabaseOptions {
  readonly superuserUrl: string;
  /** Keeps the passwords of the two roles. */
  readonly stateFolder: string;
  /** Default `ml_connector`; a test has one of its own. */
  readonly databaseName?: string;
}

/**
 * The database and its two roles: the owner migrates; the application's role owns nothing and cannot pass row-level
 * security. What the application may do with each table is granted by the migrations. May be called at every start.
 */
export async function prepareDatabase(
  options: PrepareDatabaseOptions,
): Promise<{ readonly ownerUrl: string; readonly appUrl: string }> {
  const database = options.databaseName ?? 'ml_connector';
  const passwords = {
    [ownerRole]: keptSecret(options.stateFolder, ownerRole),
    [appRole]: keptSecret(options.stateFolder, appRole),
  };
  const client = new Client({ connectionString: options.superuserUrl });
  // What ends the connection fails the query, and must not end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Roles belong to the whole server: two that prepare at once would otherwise meet "tuple concurrently updated".
    await client.query("select pg_advisory_lock(hashtext('ml-connector prepare database'))");
    for (const [role, password] of Object.entries(passwords)) {
      const known = await client.query('select from pg_roles where rolname = $1', [role]);
      if (known.rowCount === 0) await client.query(`create role ${escapeIdentifier(role)}`);
      await client.query(
        `alter role ${escapeIdentifier(role)} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls ` +
          `password ${escapeLiteral(password)}`,
      );
    }
    const existing = await client.query('select from pg_database where datname = $1', [database]);
    const name = escapeIdentifier(database);
    if (existing.rowCount === 0)
      await client.query(`create database ${name} owner ${ownerRole} encoding 'UTF8' template template0`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${appRole}`);
  } finally {
    await client.end();
  }
  const url = (role: typeof ownerRole | typeof appRole): string => {
    const result = new URL(options.superuserUrl);
    result.username = role;
    result.password = passwords[role];
    result.pathname = `/${encodeURIComponent(database)}`;
    return result.href;
  };
  return { ownerUrl: url(ownerRole), appUrl: url(appRole) };
}
