import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeClone } from '../../../../test/stack/make-clone';
import { runInClone } from '../../../../test/stack/run-in-clone';
import { openStateFolder } from './state-folder';
import { acquireUpLock, socketPath, type UpLock } from './up-lock';

let folder: string;
let stateFolder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-lock-'));
  stateFolder = openStateFolder(folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function acquired(of = stateFolder): Promise<UpLock> {
  const result = await acquireUpLock(of);
  if (!result.held) throw new Error('the lock is held by another');
  return result.lock;
}

const hold = `
  const { lock } = await stack('state/up-lock').acquireUpLock(process.cwd() + '/.ml-connector');
  lock.publish({ api: 'http://127.0.0.1:18080' });
  return { pid: process.pid };`;

test("a second up reads the first's addresses over the lock", async () => {
  makeClone(folder);
  const first = await runInClone(folder, hold);
  expect(await acquireUpLock(stateFolder)).toEqual({
    held: false,
    holder: { pid: first.answer['pid'], startedAt: expect.any(String), addresses: { api: 'http://127.0.0.1:18080' } },
  });
  await first.kill();
});

test('a lock left by kill -9 is replaced', async () => {
  makeClone(folder);
  const first = await runInClone(folder, hold);
  await first.kill();
  expect(existsSync(socketPath(stateFolder))).toBe(true);
  await (await acquired()).release();
});

test('of many that start at once over a stale lock exactly one gets it', async () => {
  makeClone(folder);
  await (await runInClone(folder, hold)).kill();
  const results = await Promise.all(Array.from({ length: 8 }, () => acquireUpLock(stateFolder)));
  const holders = results.filter((result) => result.held);
  expect(holders).toHaveLength(1);
  await holders[0]!.lock.release();
});

test('a released lock is free, and one still starting says so by having no addresses', async () => {
  const first = await acquired();
  expect(await acquireUpLock(stateFolder)).toMatchObject({ held: false, holder: { pid: process.pid, addresses: {} } });
  await first.release();
  await (await acquired()).release();
});

test('a folder too deep for a socket path has its lock elsewhere, and still one only', async () => {
  const deep = join(folder, 'd'.repeat(120));
  mkdirSync(deep);
  const deepState = openStateFolder(deep);
  expect(Buffer.byteLength(socketPath(deepState))).toBeLessThanOrEqual(103);
  const first = await acquired(deepState);
  expect((await acquireUpLock(deepState)).held).toBe(false);
  await (await acquired()).release();
  await first.release();
});
