import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { LogLine } from './log-line';
import { signalGroup } from './signal-group';

const readySchema = z.object({ ready: z.literal(true), addresses: z.record(z.string(), z.string()).default({}) });

/** The line by which one of our programs says on stdout that it serves: `{"ready":true,"addresses":{"api":"http://..."}}`. */
export type ReadyLine = Readonly<z.infer<typeof readySchema>>;

export interface ChildProcessOptions {
  /** Stands before each line of its output. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Default 60 s. */
  readonly readyLimitMs?: number;
  /** From SIGTERM to SIGKILL. Default 30 s. */
  readonly stopLimitMs?: number;
  /** The wait before the first restart; doubles up to 30 s. Default 500 ms. */
  readonly firstBackOffMs?: number;
  /** Told of each process as it begins. */
  readonly onStarted?: (pid: number) => void;
  /** Told at each restart that became ready. */
  readonly onRestarted?: (line: ReadyLine) => void;
  readonly log: LogLine;
}

export interface SupervisedChild {
  readonly ready: ReadyLine;
  /** The process that runs now; absent between a death and the restart. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

const longestBackOffMs = 30_000;
/** After so long a life a death is a new one, not one of a row. */
const steadyMs = 60_000;

/**
 * Starts one of our programs and keeps it running. One that ends before it was ever ready is not started again: what is
 * wrong then, a setting mostly, will not mend by itself.
 *
 * A child has a process group of its own, so that Ctrl-C reaches only the supervisor, which stops the parts in order. Its
 * stdin is a pipe that ends when we die in any way: `endWithSupervisor` in the child listens to it.
 */
export async function superviseChild(options: ChildProcessOptions): Promise<SupervisedChild> {
  let stopping = false;
  let current: Run | undefined;
  let backOff: NodeJS.Timeout | undefined;
  let backOffMs = options.firstBackOffMs ?? 500;

  const keepRunning = (run: Run): void => {
    current = run;
    const startedAt = Date.now();
    void run.ended.then((how) => {
      current = undefined;
      if (stopping) return;
      if (Date.now() - startedAt > steadyMs) backOffMs = options.firstBackOffMs ?? 500;
      options.log(`${options.name}: ended unasked (${how}), started again in ${backOffMs} ms`);
      backOff = setTimeout(() => {
        const next = start(options);
        keepRunning(next);
        next.ready.then(options.onRestarted, () => next.kill());
      }, backOffMs);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
    });
  };

  const first = start(options);
  let ready: ReadyLine;
  try {
    ready = await first.ready;
  } catch (err) {
    first.kill();
    await first.ended;
    throw err;
  }
  keepRunning(first);
  return {
    ready,
    pid: () => current?.child.pid,
    stop: async () => {
      stopping = true;
      clearTimeout(backOff);
      await current?.stop(options.stopLimitMs ?? 30_000);
    },
  };
}

interface Run {
  readonly child: ChildProcess;
  readonly ready: Promise<ReadyLine>;
  /** How it ended; never rejects. */
  readonly ended: Promise<string>;
  kill(): void;
  stop(limitMs: number): Promise<void>;
}

function start(options: ChildProcessOptions): Run {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...(options.env ?? process.env), ML_CONNECTOR_SUPERVISED: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  if (child.pid !== undefined) options.onStarted?.(child.pid);
  // A child that ends while we close its pipe is no news.
  child.stdin.on('error', () => undefined);
  const say = (line: string): void => {
    options.log(`${options.name} | ${line}`);
  };
  createInterface({ input: child.stderr }).on('line', say);
  const output = createInterface({ input: child.stdout });

  const ended = new Promise<string>((done) => {
    child.once('error', (err) => {
      done(err.message);
    });
    child.once('close', (code, signal) => {
      done(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
  });
  const readyLimitMs = options.readyLimitMs ?? 60_000;
  const ready = new Promise<ReadyLine>((done, fail) => {
    const timer = setTimeout(() => {
      fail(new Error(`${options.name} was not ready after ${readyLimitMs / 1000} s.`));
    }, readyLimitMs);
    output.on('line', (line) => {
      const found = parseReadyLine(line);
      if (!found) {
        say(line);
        return;
      }
      clearTimeout(timer);
      done(found);
    });
    void ended.then((how) => {
      clearTimeout(timer);
      fail(new Error(`${options.name} ended before it was ready (${how}); its own lines above say why.`));
    });
  });
  ready.catch(() => undefined);

  const kill = (): void => {
    signalGroup(child.pid, 'SIGKILL');
  };
  const stop = async (limitMs: number): Promise<void> => {
    if (child.pid !== undefined) child.kill('SIGTERM');
    const timer = setTimeout(() => {
      options.log(`${options.name}: not stopped after ${limitMs / 1000} s, killed`);
      kill();
    }, limitMs);
    await ended;
    clearTimeout(timer);
  };
  return { child, ready, ended, kill, stop };
}

function parseReadyLine(line: string): ReadyLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return readySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
