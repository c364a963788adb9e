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

/** A fresh, migrated database with an owner and an application role of its own; `drop` leaves nothing behind. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_SUPERUSER_URL'];
  if (serverUrl === undefined) throw new Error('TEST_DATABASE_SUPERUSER_URL is not set; run the jest project "system"');
  const suffix = randomBytes(5).toString('hex');
  const name = `test_${suffix}`;
  const owner = `test_owner_${suffix}`;
  const appRole = `test_app_${suffix}`;
  const password = randomBytes(12).toString('hex');
  await onServer(serverUrl, async (run) => {
    for (const role of [owner, appRole]) {
      await run(
        `create role ${escapeIdentifier(role)} with login nosuperuser nobypassrls password ${escapeLiteral(password)}`,
      );
    }
    await run(
      `create database ${escapeIdentifier(name)} owner ${escapeIdentifier(owner)} encoding 'UTF8' template template0`,
    );
  });
  const urlOf = (role: string): string => {
    const url = new URL(serverUrl);
    url.username = role;
    url.password = password;
    url.pathname = `/${name}`;
    return url.href;
  };
  const superuserUrl = new URL(serverUrl);
  superuserUrl.pathname = `/${name}`;
  const drop = (): Promise<void> =>
    onServer(serverUrl, async (run) => {
      await run(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      for (const role of [appRole, owner]) await run(`drop role if exists ${escapeIdentifier(role)}`);
    });
  try {
    await migrate(urlOf(owner), appRole);
  } catch (error) {
    await drop();
    throw error;
  }
  return { ownerUrl: urlOf(owner), appUrl: urlOf(appRole), superuserUrl: superuserUrl.href, appRole, drop };
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
