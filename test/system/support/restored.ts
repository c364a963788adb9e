import { randomBytes } from 'node:crypto';
import { Client as Postgres, escapeIdentifier } from 'pg';
import { rebuildConnectionLedger } from '../../../src/application/ledger/rebuild-ledger';
import { watchRestores } from '../../../src/processes/restores/watch-restores';
import { createLogger } from '../../../src/telemetry/log';
import { watchingOf, type Rig } from './rig';

/** What a worker does before it takes its first task. Gives how often it found another Temporal. */
export async function startOfAWorker(rig: Rig): Promise<{ newTemporal: number }> {
  let newTemporal = 0;
  const watch = await watchRestores({
    store: rig.test.store,
    client: rig.client,
    logger: createLogger({ name: 'watch', level: 'silent' }),
    onNewTemporal: () => {
      newTemporal += 1;
      return Promise.resolve();
    },
  });
  await watch.stop();
  return { newTemporal };
}

/** Runs SQL as the server's superuser, with nobody else connected to the test's database. */
async function alone(
  rig: Rig,
  work: (name: string, run: (text: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const url = new URL(rig.test.testDatabase.superuserUrl);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const postgres = new Postgres({ connectionString: url.href });
  await postgres.connect();
  try {
    await postgres.query(`alter database ${escapeIdentifier(name)} allow_connections false`);
    await postgres.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]);
    await work(escapeIdentifier(name), (text) => postgres.query(text));
  } finally {
    await postgres.query(`alter database ${escapeIdentifier(name)} allow_connections true`);
    await postgres.end();
  }
}

/** The database as it is now, while no worker runs. Gives what puts it back to that. */
export async function backUp(rig: Rig): Promise<() => Promise<void>> {
  const suffix = randomBytes(4).toString('hex');
  const [backup, lost] = [`backup_${suffix}`, `lost_${suffix}`];
  await alone(rig, async (name, run) => {
    await run(`create database ${backup} template ${name}`);
  });
  return () =>
    alone(rig, async (name, run) => {
      await run(`alter database ${name} rename to ${lost}`);
      await run(`alter database ${backup} rename to ${name}`);
      await run(`drop database ${lost}`);
    });
}

/** What is done from the restore on, up to the ledger that is rebuilt. Gives what that told. */
export async function restoreAndRebuild(
  rig: Rig,
  restore: () => Promise<void>,
): ReturnType<typeof rebuildConnectionLedger> {
  await rig.stopWorkers();
  await restore();
  await startOfAWorker(rig);
  await rig.startWorkers();
  return rebuildLedger(rig);
}

/** What an operator does after that: what stands of the last hour in the ERP is entered again. Gives what it told. */
export async function rebuildLedger(rig: Rig): ReturnType<typeof rebuildConnectionLedger> {
  const { tenantId, connectionId } = rig.scope;
  const connection = await rig.test.store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
  expect(connection.rebuildReason).not.toBeNull();
  return rebuildConnectionLedger(watchingOf(rig), connection, new Date(Date.now() - 3_600_000), 'operator');
}
