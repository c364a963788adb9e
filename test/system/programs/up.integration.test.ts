import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStateFolder } from '../../../src/local/stack/state/remove-state-folder';

const program = join(__dirname, '../../../dist/cli/main.js');
const folders: string[] = [];
const running: ChildProcess[] = [];

interface Up {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

function start(folder: string): Up {
  // A stack of its own, whatever the machine's environment names.
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;
  const child = spawn(process.execPath, [program, 'up'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, exit: new Promise((resolve) => child.once('exit', (code) => resolve(code))) };
}

async function untilUp(up: Up): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!up.output().includes('ml-connector is up.')) {
    if (Date.now() > deadline || up.child.exitCode !== null) throw new Error(`up did not come up:\n${up.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-up-'));
  folders.push(folder);
  return folder;
}

function runtimeOf(folder: string): { apiUrl: string; temporalAddress: string; databaseUrl: string } {
  return JSON.parse(readFileSync(join(folder, '.ml-connector/runtime.json'), 'utf8')) as ReturnType<typeof runtimeOf>;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

afterAll(async () => {
  await Promise.all(
    running.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await gone;
    }),
  );
  for (const folder of folders) {
    removeStateFolder(folder);
    rmSync(folder, { recursive: true, force: true });
  }
});

test('up serves; a second one in the same folder names the first, one in another folder works beside it; Ctrl-C drains', async () => {
  const [first, other] = [newFolder(), newFolder()];
  const up = start(first);
  await untilUp(up);
  const { apiUrl } = runtimeOf(first);
  await expect(answers(`${apiUrl}/healthz`)).resolves.toBe(true);
  const ready = (await (await fetch(`${apiUrl}/readyz`)).json()) as Record<string, unknown>;
  expect(JSON.stringify(ready)).not.toMatch(/postgres:\/\//);

  const second = start(first);
  await expect(second.exit).resolves.toBe(3);
  expect(second.output()).toContain('Already running here');
  expect(second.output()).toContain(`${apiUrl}/readyz`);

  const beside = start(other);
  await untilUp(beside);
  expect(runtimeOf(other).apiUrl).not.toBe(apiUrl);
  await expect(answers(`${runtimeOf(other).apiUrl}/readyz`)).resolves.toBe(true);

  up.child.kill('SIGINT');
  await expect(up.exit).resolves.toBe(0);
  await expect(answers(`${apiUrl}/healthz`)).resolves.toBe(false);
  const leftovers = up.output().match(/killed|not stopped/g);
  expect(leftovers).toBeNull();
  await expect(answers(`${runtimeOf(other).apiUrl}/readyz`)).resolves.toBe(true);

  const again = start(first);
  await untilUp(again);
  expect(runtimeOf(first).apiUrl).toBe(apiUrl);
});

test('a worker or api that dies is started again by up', async () => {
  const folder = newFolder();
  const up = start(folder);
  await untilUp(up);
  for (const name of ['worker', 'api']) {
    const child = childPids(up.child.pid ?? 0).find((pid) => commandOf(pid).includes(`main.js ${name}`));
    expect(child).toBeDefined();
    process.kill(child ?? 0, 'SIGKILL');
    const deadline = Date.now() + 60_000;
    for (;;) {
      const now = childPids(up.child.pid ?? 0).find((pid) => commandOf(pid).includes(`main.js ${name}`));
      if (now !== undefined && now !== child) break;
      if (Date.now() > deadline) throw new Error(`no new ${name}:\n${up.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
});

test('an up that is killed in its start is followed by one that comes up', async () => {
  const folder = newFolder();
  const first = start(folder);
  // Its servers run, and its programs are about to be started, or have just been.
  const deadline = Date.now() + 60_000;
  while (!first.output().includes('migration(s) applied')) {
    if (Date.now() > deadline) throw new Error(`it did not come so far:\n${first.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  first.child.kill('SIGKILL');
  await first.exit;
  const next = start(folder);
  await untilUp(next);
  await expect(answers(`${runtimeOf(folder).apiUrl}/readyz`)).resolves.toBe(true);
});

test('after a kill -9, the next up ends what was left before it needs the ports, and comes up on the same ones', async () => {
  const folder = newFolder();
  const first = start(folder);
  await untilUp(first);
  const { apiUrl } = runtimeOf(folder);
  const left = childPids(first.child.pid ?? 0).find((pid) => commandOf(pid).includes('main.js worker')) ?? 0;
  // It is at work for a while yet, and holds its port.
  process.kill(left, 'SIGSTOP');
  first.child.kill('SIGKILL');
  await first.exit;
  const next = start(folder);
  const deadline = Date.now() + 30_000;
  while (!next.output().includes(`process ${left} was left by an earlier start`)) {
    if (Date.now() > deadline) throw new Error(`what was left is not told:\n${next.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  process.kill(left, 'SIGCONT');
  await untilUp(next);
  expect(commandOf(left)).toBe('');
  expect(runtimeOf(folder).apiUrl).toBe(apiUrl);
  await expect(answers(`${apiUrl}/readyz`)).resolves.toBe(true);
});

function childPids(parent: number): number[] {
  return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
