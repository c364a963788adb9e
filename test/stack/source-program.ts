import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtProduct } from './built-product';

/** A program of ours as a process of its own, that can be killed like one. */
export interface SourceProgram {
  /** What it says on stdout when it serves. */
  readonly addresses: Readonly<Record<string, string>>;
  /** As kill -9: nothing is finished, nothing is given back. */
  kill(): Promise<void>;
  /** As Ctrl-C: drains. */
  stop(): Promise<void>;
}

/** Runs `ml-connector` with these words from its sources, and waits until it serves. Ends with the test, however that ends. */
export async function startSourceProgram(words: readonly string[], env: NodeJS.ProcessEnv): Promise<SourceProgram> {
  const built = builtProduct();
  const child = spawn(process.execPath, [join(built, 'cli/main.js'), ...words], {
    cwd: dirname(built),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ML_CONNECTOR_SUPERVISED: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const exited = once(child, 'exit');
  const ready = once(createInterface({ input: child.stdout }), 'line').then(([line]) => line as string);
  const line = await Promise.race([ready, exited.then(() => null)]);
  if (line === null) throw new Error(`${words.join(' ')} ended before it was ready:\n${complaints}`);
  const { addresses } = JSON.parse(line) as { addresses: Record<string, string> };
  return { addresses, kill: () => end(child, exited, 'SIGKILL'), stop: () => end(child, exited, 'SIGTERM') };
}

async function end(child: ChildProcess, exited: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await exited;
}
