import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keptSecret } from '../state/kept-secret';
import { lastLines } from '../programs/last-lines';
import type { LogLine } from '../programs/log-line';
import { requireFreePort } from '../state/ports';
import { hasPostgresHome, openPostgresHome, type PostgresHome, type PostgresPlacement } from './postgres-home';
import { runCommand, type CommandResult } from '../programs/run-command';
import { findRunningPostgres, postgresAlive } from './running-postgres';

export interface EmbeddedPostgresOptions extends PostgresPlacement {
  readonly stateFolder: string;
  readonly port: number;
  /** False only for databases that are thrown away: a crash of the machine may then lose or spoil them. Default true. */
  readonly durable?: boolean;
  readonly log: LogLine;
}

export interface EmbeddedPostgres {
  readonly superuserUrl: string;
  readonly port: number;
  readonly adopted: boolean;
  alive(): boolean;
  stop(): Promise<void>;
}

const superuser = 'postgres';
const startLimitMs = 60_000;

/** Starts PostgreSQL so that it outlives us, or adopts the one that an earlier start of this state folder left running. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { stateFolder, log } = options;
  const durable = options.durable ?? true;
  const home = await openPostgresHome(stateFolder, options, log);
  const password = keptSecret(stateFolder, 'postgres-superuser');
  const superuserUrl = (port: number): string => `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  const handle = (port: number, adopted: boolean): EmbeddedPostgres => ({
    superuserUrl: superuserUrl(port),
    port,
    adopted,
    alive: () => postgresAlive(home.dataFolder),
    stop: () => stopPostgres(home),
  });

  if (!existsSync(home.dataFolder)) await createData(home, password, durable);
  const running = await findRunningPostgres({ dataFolder: home.dataFolder, superuserUrl, limitMs: startLimitMs });
  if (running !== undefined) {
    log(`PostgreSQL: already running on 127.0.0.1:${running}, adopted`);
    return handle(running, true);
  }
  await requireFreePort(stateFolder, 'postgres', options.port);
  await startServer(home, options.port, durable);
  log(`PostgreSQL: started on 127.0.0.1:${options.port}`);
  return handle(options.port, false);
}

/** Stops the one that an earlier start of this state folder left running, if any. */
export async function stopLeftoverPostgres(stateFolder: string, log: LogLine): Promise<void> {
  if (hasPostgresHome(stateFolder)) await stopPostgres(await openPostgresHome(stateFolder, {}, log));
}

/** Made under another name and renamed when complete: a start that was killed half-way leaves no half data folder. */
async function createData(home: PostgresHome, password: string, durable: boolean): Promise<void> {
  const unfinished = join(home.folder, 'data.new');
  const passwordFile = join(home.folder, 'initial-password');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (home.user) for (const path of [unfinished, passwordFile]) chownSync(path, home.user.uid, home.user.gid);
  try {
    const result = await run(home, 'initdb', [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]);
    if (result.code !== 0) throw new Error(`PostgreSQL's initdb failed in ${unfinished}:\n${result.output.trim()}`);
    renameSync(unfinished, home.dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function startServer(home: PostgresHome, port: number, durable: boolean): Promise<void> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'log_timezone=UTC',
    'timezone=UTC',
  ];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const serverArgs = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  for (let attempt = 1; ; attempt++) {
    const result = await run(home, 'pg_ctl', [
      'start',
      `--pgdata=${home.dataFolder}`,
      `--log=${home.logFile}`,
      `--options=${serverArgs}`,
      '--wait',
      `--timeout=${startLimitMs / 1000}`,
    ]);
    if (result.code === 0) return;
    const why = lastLines(home.logFile);
    // The children of a server that was killed end by themselves, but not at the same moment.
    const leftovers = why.includes('pre-existing shared memory block');
    if (!leftovers || attempt === 10) {
      throw new Error(
        `PostgreSQL did not start on port ${port}: ${result.output.trim()}\nThe end of ${home.logFile}:\n${why}`,
      );
    }
    await delay(1_000);
  }
}

async function stopPostgres(home: PostgresHome): Promise<void> {
  if (!existsSync(home.dataFolder)) return;
  const status = await run(home, 'pg_ctl', ['status', `--pgdata=${home.dataFolder}`]);
  if (status.code === 3) return;
  const result = await run(home, 'pg_ctl', [
    'stop',
    `--pgdata=${home.dataFolder}`,
    '--mode=fast',
    '--wait',
    '--timeout=60',
  ]);
  if (result.code !== 0) throw new Error(`PostgreSQL in ${home.dataFolder} did not stop: ${result.output.trim()}`);
}

function run(home: PostgresHome, program: 'initdb' | 'pg_ctl', args: readonly string[]): Promise<CommandResult> {
  return runCommand(join(home.programFolder, program), args, {
    limitMs: startLimitMs * 2,
    // Our own working folder may be out of the system user's reach, and PG* variables of the shell must not leak in.
    cwd: home.folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    ...(home.user && { user: home.user }),
  });
}
