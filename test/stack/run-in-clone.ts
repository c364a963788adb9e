import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface CloneRun {
  readonly child: ChildProcess;
  /** What the program printed as its first line of JSON. */
  readonly answer: Readonly<Record<string, unknown>>;
  kill(): Promise<void>;
}

/**
 * Runs a program in a clone that awaits `body`, prints what it returns and then stays, to be killed. In `body`, `stack(name)`
 * loads a file of the stack, named by its room.
 */
export async function runInClone(
  clone: string,
  body: string,
  options: { readonly uid?: number; readonly gid?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CloneRun> {
  const program = `
    const stack = (name) => require(process.cwd() + '/src/local/stack/' + name);
    const log = (line) => console.error(line);
    (async () => { ${body} })().then(
      (answer) => { console.log(JSON.stringify(answer)); setInterval(() => undefined, 1000); },
      (err) => { console.log(JSON.stringify({ error: err.message })); setInterval(() => undefined, 1000); },
    );`;
  const child = spawn(process.execPath, ['-e', program], {
    cwd: clone,
    env: options.env ?? process.env,
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    exited.then(() => undefined),
  ]);
  if (line === undefined) throw new Error(`The program ended without an answer:\n${complaints}`);
  return {
    child,
    answer: JSON.parse(line) as Record<string, unknown>,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
