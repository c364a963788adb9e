import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { superviseChild, type SupervisedChild } from '../src/local/stack/programs/child-process';
import { startEmbeddedPostgres } from '../src/local/stack/postgres/embedded-postgres';
import { freePorts } from '../src/local/stack/state/ports';
import { prepareDatabase } from '../src/local/stack/postgres/prepare-database';
import { runningTemporal } from '../src/local/stack/temporal/running-temporal';
import { prepareNamespace } from '../src/local/stack/temporal/prepare-namespace';
import { removeStateFolder } from '../src/local/stack/state/remove-state-folder';
import { startStack, type Stack } from '../src/local/stack/start-stack';
import { openStateFolder } from '../src/local/stack/state/state-folder';
import { writeBenchCompany, type BenchCompany } from './requisition-company';

export interface BenchServers {
  readonly company: BenchCompany;
  readonly temporalAddress: string;
  /** A database and a namespace that nobody has used. */
  makePlace(): Promise<Place>;
  /** The servers' own processes; what they start are children of these. */
  pids(): Promise<ServerPids>;
  stop(): Promise<void>;
}

export type ServerPids = Readonly<Record<'temporal' | 'postgres', readonly number[]>>;

export interface Place {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly namespace: string;
  /** What the database has done since it was made. Exact only for sessions that have ended. */
  counts(): Promise<DatabaseCounts>;
  /** Each statement, and how often it was sent since the place was made; the most frequent first. */
  statements(): Promise<readonly { readonly text: string; readonly calls: number }[]>;
  drop(): Promise<void>;
}

interface DatabaseCounts {
  /** As clients sent them, `begin` and `commit` too. */
  readonly statements: number;
  /** Less what rides with a transaction's first statement: that it begins, and whose it is (src/store/tenant-dialect.ts). */
  readonly messages: number;
  readonly commits: number;
  /** Transactions that wrote something. */
  readonly writes: number;
}

/** PostgreSQL that syncs to disk as in production, Temporal's dev server, and a company of so many requisitions. */
export async function startBenchServers(requisitions: number): Promise<BenchServers> {
  const baseFolder = mkdtempSync(join(tmpdir(), 'ml-connector-bench-'));
  const remove = (): void => {
    removeStateFolder(baseFolder);
    rmSync(baseFolder, { recursive: true, force: true });
  };
  const log = (line: string): void => {
    // A build takes minutes, so a person has to see that it goes on.
    if (line.includes('build') || line.includes('download')) console.log(line);
  };
  try {
    const company = writeBenchCompany(join(baseFolder, 'company'), requisitions);
    await countStatements(openStateFolder(baseFolder), log);
    const stack = await startStack({ baseFolder, ignoreEnvironment: true, log });
    return {
      company,
      temporalAddress: stack.temporal.address,
      makePlace: () => makePlace(stack),
      pids: () => serverPids(stack),
      stop: async () => {
        await stack.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

export interface RunningSandboxes {
  readonly procoreUrl: string;
  readonly procoreControlUrl: string;
  readonly jdeUrl: string;
  /** So often each kind of call was made of both since they were started. */
  calls(): Promise<Readonly<Record<'procore' | 'jde', Readonly<Record<string, number>>>>>;
  pids(): readonly number[];
  stop(): Promise<void>;
}

/** Both outside systems, from this checkout whichever is measured. */
export async function startSandboxes(company: BenchCompany, log: (line: string) => void): Promise<RunningSandboxes> {
  const ports = await freePorts(['procore', 'procore-control', 'jde', 'jde-control']);
  const start = (system: 'procore' | 'jde', more: readonly string[]): Promise<SupervisedChild> =>
    superviseChild({
      name: `${system} sandbox`,
      command: process.execPath,
      args: [
        join(__dirname, '../dist/sandbox', system, 'main.js'),
        ...['--data', join(company.folder, system), '--end-with-stdin'],
        ...['--port', String(ports[system]), '--control-port', String(ports[`${system}-control`])],
        ...more,
      ],
      log,
    });
  const procore = await start('procore', ['--quota', 'wide']);
  try {
    const jde = await start('jde', []);
    return {
      procoreUrl: `http://127.0.0.1:${ports.procore}`,
      procoreControlUrl: `http://127.0.0.1:${ports['procore-control']}`,
      jdeUrl: `http://127.0.0.1:${ports.jde}`,
      calls: async () => ({
        procore: await callCounts(ports['procore-control']),
        jde: await callCounts(ports['jde-control']),
      }),
      pids: () => [procore, jde].flatMap((child) => child.pid() ?? []),
      stop: async () => void (await Promise.all([procore.stop(), jde.stop()])),
    };
  } catch (error) {
    await procore.stop();
    throw error;
  }
}

async function callCounts(controlPort: number): Promise<Record<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${controlPort}/control/calls`);
  return ((await answer.json()) as { counts: Record<string, number> }).counts;
}

/** The server reads this setting only when it starts. */
async function countStatements(stateFolder: string, log: (line: string) => void): Promise<void> {
  const { postgres: port } = await freePorts(['postgres']);
  const server = await startEmbeddedPostgres({ stateFolder, port, log });
  try {
    await onServer(server.superuserUrl, async (client) => {
      await client.query("alter system set shared_preload_libraries = 'pg_stat_statements'");
    });
  } finally {
    await server.stop();
  }
}

async function serverPids({ stateFolder, database }: Stack): Promise<ServerPids> {
  const temporal = runningTemporal(join(stateFolder, 'temporal', 'process.json'));
  const postmaster = await onServer(database.superuserUrl ?? '', async (client) => {
    const { rows } = await client.query<{ pid: string }>(
      "select split_part(pg_read_file('postmaster.pid'), E'\n', 1) as pid",
    );
    return Number(rows[0]?.pid);
  });
  return { temporal: temporal === undefined ? [] : [temporal.pid], postgres: [postmaster] };
}

async function makePlace({ database, temporal, stateFolder }: Stack): Promise<Place> {
  const superuserUrl = database.superuserUrl ?? '';
  const name = `bench_${randomBytes(5).toString('hex')}`;
  const urls = await prepareDatabase({ superuserUrl, stateFolder, databaseName: name });
  await prepareNamespace({ address: temporal.address }, name);
  await onServer(superuserUrl, async (client) => {
    await client.query('create extension if not exists pg_stat_statements');
    await client.query('select pg_stat_statements_reset()');
  });
  return {
    ...urls,
    namespace: name,
    counts: () =>
      onServer(superuserUrl, async (client) => {
        const { rows } = await client.query<Record<keyof DatabaseCounts, string>>(
          `select (select sum(calls) from pg_stat_statements where dbid = oid) as statements,
             (select sum(calls) from pg_stat_statements
               where dbid = oid and query !~* '^(begin|select set_config)') as messages,
             xact_commit as commits,
             pg_snapshot_xmax(pg_current_snapshot())::text as writes
           from pg_stat_database join pg_database on oid = datid where pg_database.datname = $1`,
          [name],
        );
        const [row] = rows;
        const { statements, messages } = { statements: Number(row?.statements), messages: Number(row?.messages) };
        return { statements, messages, commits: Number(row?.commits), writes: Number(row?.writes) };
      }),
    statements: () =>
      onServer(superuserUrl, async (client) => {
        const { rows } = await client.query<{ text: string; calls: string }>(
          `select query as text, sum(calls) as calls from pg_stat_statements join pg_database on oid = dbid
           where datname = $1 group by query order by 2 desc`,
          [name],
        );
        return rows.map(({ text, calls }) => ({ text, calls: Number(calls) }));
      }),
    drop: () =>
      onServer(superuserUrl, async (client) => {
        await client.query(`drop database ${escapeIdentifier(name)} with (force)`);
      }),
  };
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
