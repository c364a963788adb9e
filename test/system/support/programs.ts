import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(__dirname, '../../../dist/cli/main.js');
const running = new Set<ChildProcess>();

/** The built `ml-connector` with these words, as a process of its own. */
export interface Program {
  readonly pid: number;
  /** Of the line by which it says that it serves; rejects when it ends before. */
  readonly ready: Promise<Readonly<Record<string, string>>>;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** All that it said, on stdout and stderr. */
  output(): string;
  hasEnded(): boolean;
  signal(name: NodeJS.Signals): void;
}

export function startProgram(words: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): Program {
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  running.add(child);
  let text = '';
  const note = (chunk: Buffer): void => void (text += chunk.toString());
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  const ready = new Promise<Readonly<Record<string, string>>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":true'))
        resolve((JSON.parse(line) as { addresses: Record<string, string> }).addresses);
    });
    void ended.then((code) =>
      reject(new Error(`${words.join(' ')} ended with ${String(code)} before it was ready:\n${text}`)),
    );
  });
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    output: () => text,
    hasEnded: () => !running.has(child),
    signal: (name) => void child.kill(name),
  };
}

/** For the end of a test, however that came. */
export async function killPrograms(): Promise<void> {
  for (const child of [...running]) {
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}

export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
