import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cachedTemporalFile } from './cached-temporal';
import type { LogLine } from '../programs/log-line';
import { processAlive } from '../programs/process-alive';
import { runCommand } from '../programs/run-command';

export interface BuildTemporalOptions {
  readonly go: string;
  readonly cacheFolder: string;
  readonly limitMs: number;
  readonly progressEveryMs?: number;
  readonly env: NodeJS.ProcessEnv;
  readonly log: LogLine;
}

/** The same number of folders above this file in `src` and in `dist`. */
const moduleFolder = resolve(__dirname, '../../../../tools/temporal');

/** Builds the pinned server once into the cache; a second one that wants it meanwhile waits for the first. */
export async function buildTemporal(
  options: BuildTemporalOptions,
): Promise<{ readonly file: string } | { readonly failure: string }> {
  const target = cachedTemporalFile(options.cacheFolder);
  mkdirSync(options.cacheFolder, { recursive: true });
  const lock = `${target}.building`;
  const deadline = Date.now() + options.limitMs;
  for (let told = false; !takeLock(lock); told = true) {
    if (!told) options.log('Temporal: another process is building it, waiting');
    if (Date.now() > deadline) return { failure: `another build (see ${lock}) did not finish in time` };
    await delay(500);
  }
  try {
    return existsSync(target) ? { file: target } : await build(options, target);
  } finally {
    rmSync(lock, { force: true });
  }
}

async function build(
  options: BuildTemporalOptions,
  target: string,
): Promise<{ readonly file: string } | { readonly failure: string }> {
  const temporary = `${target}.${randomBytes(4).toString('hex')}.new`;
  const startedAt = Date.now();
  let packages = 0;
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    options.log(`Temporal: building, ${seconds} s, ${packages} packages compiled`);
  }, options.progressEveryMs ?? 15_000);
  try {
    const args = [
      'build',
      '-v',
      '-trimpath',
      '-ldflags',
      '-s -w',
      '-o',
      temporary,
      'github.com/temporalio/cli/cmd/temporal',
    ];
    const result = await runCommand(options.go, args, {
      cwd: moduleFolder,
      env: { ...options.env, CGO_ENABLED: '0' },
      limitMs: options.limitMs,
      onErrorLine: (line) => {
        if (/^[\w.-]+(\/\S+)*$/.test(line)) packages++;
      },
    });
    if (result.timedOut) return { failure: `not finished after ${options.limitMs / 60_000} min` };
    if (result.code !== 0) return { failure: result.output.trim().split('\n').slice(-3).join(' | ') };
    renameSync(temporary, target);
    return { file: target };
  } finally {
    clearInterval(progress);
    rmSync(temporary, { force: true });
  }
}

/**
 * Two that meet over a dead builder's lock may both build; each writes a file of its own and renames it, so that costs
 * time and nothing else.
 */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'EEXIST') throw err;
  }
  const written = statSync(lock, { throwIfNoEntry: false });
  if (written === undefined) return false;
  const builder = Number(readFileSync(lock, 'utf8'));
  // An empty file is one that is just being written, unless it is old.
  const dead = builder > 0 ? !processAlive(builder) : Date.now() - written.mtimeMs > 10_000;
  if (dead) rmSync(lock, { force: true });
  return false;
}
