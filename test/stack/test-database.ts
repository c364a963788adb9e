import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { migrate } from '../../src/store/migrate';

export interface TestDatabase {
  readonly ownerUrl: string;
  /** Of a role that is neither superuser nor owner, as in production. */
  readonly appUrl: string;
  /** Of the server's superuser, in this database. */
  readonly superuserUrl: string;
  readonly appRole: string;
  drop(): Promise<void>;
}

/** Where a database is that is migrated already: those of a run begin as copies of it. Unset, or on another server: migrated. */
const templateVariable = 'TEST_TEMPLATE_DATABASE';

/** Migrates once, for all databases that are made after it on this server. Gives what takes it away again. */
export async function createTestTemplate(serverUrl: string): Promise<() => Promise<void>> {
  const suffix = randomBytes(5).toString('hex');
  const name = `test_template_${suffix}`;
  const owner = `test_template_owner_${suffix}`;
  const appRole = `test_template_app_${suffix}`;
  const password = randomBytes(12).toString('hex');
  // It belongs to the superuser: a copy's tables are handed over to the owner of the copy, and nothing else may be.
  await onServer(serverUrl, async (run) => {
    for (const role of [owner, appRole]) await run(createRole(role, password));
    await run(`create database ${escapeIdentifier(name)} encoding 'UTF8' template template0`);
  });
  const urlOf = urlsOf(serverUrl, name, password);
  await onServer(urlOf(), (run) => run(`grant create on schema public to ${escapeIdentifier(owner)}`));
  await migrate(urlOf(owner), appRole);
  process.env[templateVariable] = urlOf();
  return () =>
    onServer(serverUrl, async (run) => {
      await run(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      for (const role of [appRole, owner]) await run(`drop role if exists ${escapeIdentifier(role)}`);
    });
}

/** A fresh, migrated database with an owner and an application role of its own; `drop` leaves nothing behind. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_SUPERUSER_URL'];
  if (serverUrl === undefined) throw new Error('TEST_DATABASE_SUPERUSER_URL is not set; run the jest project "system"');
  const suffix = randomBytes(5).toString('hex');
  const name = `test_${suffix}`;
  const owner = `test_owner_${suffix}`;
  const appRole = `test_app_${suffix}`;
  const password = randomBytes(12).toString('hex');
  const template = templateOn(serverUrl);
  await onServer(serverUrl, async (run) => {
    for (const role of [owner, appRole]) await run(createRole(role, password));
    await run(
      `create database ${escapeIdentifier(name)} owner ${escapeIdentifier(owner)} encoding 'UTF8' ` +
        `template ${escapeIdentifier(template ?? 'template0')}`,
    );
  });
  const urlOf = urlsOf(serverUrl, name, password);
  const drop = (): Promise<void> =>
    onServer(serverUrl, async (run) => {
      await run(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      for (const role of [appRole, owner]) await run(`drop role if exists ${escapeIdentifier(role)}`);
    });
  try {
    if (template !== undefined) {
      const before = template.replace('test_template_', 'test_template_owner_');
      await onServer(urlOf(), (run) =>
        run(`reassign owned by ${escapeIdentifier(before)} to ${escapeIdentifier(owner)}`),
      );
    }
    await migrate(urlOf(owner), appRole);
  } catch (error) {
    await drop();
    throw error;
  }
  return { ownerUrl: urlOf(owner), appUrl: urlOf(appRole), superuserUrl: urlOf(), appRole, drop };
}

function templateOn(serverUrl: string): string | undefined {
  const known = process.env[templateVariable];
  if (known === undefined) return undefined;
  const { host, pathname } = new URL(known);
  return host === new URL(serverUrl).host ? pathname.slice(1) : undefined;
}

function createRole(name: string, password: string): string {
  return `create role ${escapeIdentifier(name)} with login nosuperuser nobypassrls password ${escapeLiteral(password)}`;
}

/** Addresses of a database of that server, for a role with this password; without a role, the superuser's. */
function urlsOf(serverUrl: string, database: string, password: string): (role?: string) => string {
  return (role) => {
    const url = new URL(serverUrl);
    url.pathname = `/${database}`;
    if (role !== undefined) {
      url.username = role;
      url.password = password;
    }
    return url.href;
  };
}

async function onServer(url: string, work: (run: (text: string) => Promise<void>) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(async (text) => void (await client.query(text)));
  } finally {
    await client.end();
  }
}
