import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../test/stack/test-database';
import { openStore, type OpenedStore } from '../processes/open-store';
import type { Tx } from '../store/unit-of-work';
import { connectionFile, scriptedCli, secretsInEnvironment, type ScriptedCli } from './scripted-terminal.fixture';

export const scope = { tenantId: 'acme', connectionId: 'acme-jde' };
export const projectId = '562949953443325';

export interface CliWithDatabase {
  readonly database: TestDatabase;
  readonly opened: OpenedStore;
  readonly cli: ScriptedCli;
  readonly inTenant: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  close(): Promise<void>;
}

/** The command line on a database of its own, in which nothing is yet. */
export async function openCliWithDatabase(): Promise<CliWithDatabase> {
  const database = await createTestDatabase();
  const cli = scriptedCli({
    ...secretsInEnvironment,
    DATABASE_URL: database.appUrl,
    ML_CONNECTOR_MASTER_KEY: randomBytes(32).toString('base64'),
  });
  const opened = await openStore({ databaseUrl: database.appUrl, env: cli.env });
  return {
    ...{ database, opened, cli },
    inTenant: (work) => opened.store.inTenant(scope.tenantId, work),
    close: async () => {
      await opened.close();
      await database.drop();
      cli.remove();
    },
  };
}

/** Adds the connection, and the project 4411 to it. */
export async function addConnectionOf({ cli, inTenant }: CliWithDatabase, changes: Record<string, unknown> = {}) {
  cli.write('connection.json', JSON.stringify(connectionFile(changes)));
  const run = await cli.run(['connection', 'add', '--file', 'connection.json', '--json']);
  await inTenant((tx) => tx.projects.save(scope, { id: projectId, number: '4411', name: 'Garage', timeZone: null }));
  return run;
}
