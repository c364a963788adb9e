import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { prepareDatabase } from './postgres/prepare-database';
import { removeStateFolder } from './state/remove-state-folder';
import { startStack } from './start-stack';

let folder: string;
const lines: string[] = [];
const log = (line: string): void => {
  lines.push(line);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-start-'));
  lines.length = 0;
});

afterEach(() => {
  removeStateFolder(folder);
  rmSync(folder, { recursive: true, force: true });
});

async function run(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('DATABASE_URL and TEMPORAL_ADDRESS are used and left running', async () => {
  const env = {
    ...process.env,
    DATABASE_URL: process.env['TEST_DATABASE_SUPERUSER_URL'],
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
  };
  const stack = await startStack({ baseFolder: folder, env, log });
  expect(stack.database).toEqual({ appUrl: env.DATABASE_URL, embedded: false });
  expect(stack.temporal).toEqual({ address: env.TEMPORAL_ADDRESS, namespace: 'ml-connector', embedded: false });
  expect(lines).toEqual([
    'PostgreSQL: using DATABASE_URL',
    `Temporal: using TEMPORAL_ADDRESS ${env.TEMPORAL_ADDRESS!}`,
  ]);
  await stack.stop();
  expect(await run(env.DATABASE_URL!, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('the environment is ignored when asked, ports stay the same, and removing leaves nothing', async () => {
  const env = { ...process.env, DATABASE_URL: 'postgres://127.0.0.1:9/x', TEMPORAL_ADDRESS: '127.0.0.1:9' };
  const options = { baseFolder: folder, env, ignoreEnvironment: true, durable: false, log };
  const first = await startStack(options);
  await first.stop();
  const second = await startStack(options);
  await second.stop();
  expect(second).toEqual({ ...first, ended: expect.any(Function), stop: expect.any(Function) });
  expect(first).toMatchObject({ database: { embedded: true }, temporal: { embedded: true } });
  const systemFolders = (): string[] =>
    existsSync('/var/lib/ml-connector')
      ? readdirSync('/var/lib/ml-connector').filter((name) => /^[0-9a-f]{16}$/.test(name))
      : [];
  const before = systemFolders().length;
  removeStateFolder(folder);
  expect(existsSync(join(folder, '.ml-connector'))).toBe(false);
  if (process.getuid?.() === 0) expect(systemFolders().length).toBeLessThan(before);
});

test('a server that ended unasked is named', async () => {
  const stack = await startStack({ baseFolder: folder, ignoreEnvironment: true, durable: false, log });
  try {
    expect(stack.ended()).toEqual([]);
    const record = JSON.parse(readFileSync(join(stack.stateFolder, 'temporal/process.json'), 'utf8')) as {
      pid: number;
    };
    process.kill(record.pid, 'SIGKILL');
    const deadline = Date.now() + 60_000;
    while (stack.ended().length === 0 && Date.now() < deadline) await delay(50);
    expect(stack.ended()).toEqual(['Temporal']);
  } finally {
    await stack.stop();
  }
  expect(stack.ended()).toEqual(['PostgreSQL', 'Temporal']);
});

test("the application's role owns nothing, and preparing twice changes nothing", async () => {
  const superuserUrl = process.env['TEST_DATABASE_SUPERUSER_URL']!;
  const stateFolder = process.env['TEST_STATE_FOLDER']!;
  const options = { superuserUrl, stateFolder, databaseName: 'prepare_twice' };
  const { ownerUrl, appUrl } = await prepareDatabase(options);
  expect(await prepareDatabase(options)).toEqual({ ownerUrl, appUrl });
  await run(ownerUrl, 'create table owned (id int)');
  await expect(run(appUrl, 'create table mine (id int)')).rejects.toMatchObject({ code: '42501' });
  await expect(run(appUrl, 'select * from owned')).rejects.toMatchObject({ code: '42501' });
  expect(
    await run(
      appUrl,
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    ),
  ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  expect(statSync(join(stateFolder, 'secrets/ml_connector_app')).mode & 0o777).toBe(0o600);
});
