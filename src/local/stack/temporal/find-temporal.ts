import { buildTemporal } from './build-temporal';
import { cachedTemporals } from './cached-temporal';
import { downloadTemporal } from './download-temporal';
import type { LogLine } from '../programs/log-line';
import { programOnPath } from './program-on-path';
import { newEnough, oldestServer, readTemporalVersion } from './temporal-version';
import { userCacheFolder } from '../state/user-cache-folder';

export interface FindTemporalOptions {
  /** Read for TEMPORAL_ADDRESS, PATH and the cache folder. Default: the process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Default 60 s. */
  readonly downloadLimitMs?: number;
  /** Default 30 min; about 4 min on two cores. */
  readonly buildLimitMs?: number;
  readonly log: LogLine;
}

export type FoundTemporal =
  { readonly kind: 'address'; readonly address: string } | { readonly kind: 'binary'; readonly binary: string };

/** Where Temporal comes from, from the nearest to the most laborious way, each with a line and a time limit. */
export async function findTemporal(options: FindTemporalOptions): Promise<FoundTemporal> {
  const { log } = options;
  const env = options.env ?? process.env;
  const address = env['TEMPORAL_ADDRESS'];
  if (address) {
    log(`Temporal: using TEMPORAL_ADDRESS ${address}`);
    return { kind: 'address', address };
  }
  const cacheFolder = userCacheFolder(env);
  const binary =
    (await fromPath(env, log)) ??
    (await fromCache(cacheFolder, env, log)) ??
    (await fromDownload(cacheFolder, options.downloadLimitMs ?? 60_000, env, log)) ??
    (await fromSource(cacheFolder, options.buildLimitMs ?? 30 * 60_000, env, log));
  if (binary !== undefined) return { kind: 'binary', binary };
  throw new Error(
    'No Temporal server was found. Any one of these will do: set TEMPORAL_ADDRESS to a running server; ' +
      `put a "temporal" program with server ${oldestServer} or later on PATH (https://docs.temporal.io/cli); ` +
      'let this machine reach https://temporal.download; or install Go (https://go.dev/dl) so that it can be built.',
  );
}

async function fromPath(env: NodeJS.ProcessEnv, log: LogLine): Promise<string | undefined> {
  const file = programOnPath('temporal', env);
  if (file === undefined) {
    log('Temporal: no "temporal" on PATH');
    return undefined;
  }
  return accept(file, `${file} on PATH`, env, log);
}

async function fromCache(cacheFolder: string, env: NodeJS.ProcessEnv, log: LogLine): Promise<string | undefined> {
  const files = cachedTemporals(cacheFolder);
  if (files.length === 0) log(`Temporal: none cached in ${cacheFolder}`);
  for (const file of files) {
    const accepted = await accept(file, `cached ${file}`, env, log);
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

async function fromDownload(
  cacheFolder: string,
  limitMs: number,
  env: NodeJS.ProcessEnv,
  log: LogLine,
): Promise<string | undefined> {
  log(`Temporal: downloading it from temporal.download into ${cacheFolder} (at most ${limitMs / 1000} s)`);
  const result = await downloadTemporal(cacheFolder, limitMs, env);
  if ('file' in result) return accept(result.file, `downloaded ${result.file}`, env, log);
  log(`Temporal: download failed: ${result.failure}`);
  return undefined;
}

async function fromSource(
  cacheFolder: string,
  limitMs: number,
  env: NodeJS.ProcessEnv,
  log: LogLine,
): Promise<string | undefined> {
  const go = programOnPath('go', env);
  if (go === undefined) {
    log('Temporal: no "go" on PATH to build it with');
    return undefined;
  }
  log(`Temporal: building it with ${go} into ${cacheFolder} (once, some minutes)`);
  const result = await buildTemporal({ go, cacheFolder, limitMs, env, log });
  if ('file' in result) return accept(result.file, `built ${result.file}`, env, log);
  log(`Temporal: build failed: ${result.failure}`);
  return undefined;
}

async function accept(file: string, title: string, env: NodeJS.ProcessEnv, log: LogLine): Promise<string | undefined> {
  const version = await readTemporalVersion(file, env);
  if (version === undefined) {
    log(`Temporal: ${title} does not tell its version, passed over`);
    return undefined;
  }
  if (!newEnough(version)) {
    log(`Temporal: ${title} has server ${version.server}, passed over: ${oldestServer} or later is needed`);
    return undefined;
  }
  log(`Temporal: using ${title}, server ${version.server}`);
  return file;
}
