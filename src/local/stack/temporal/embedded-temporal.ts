import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { knowsFlag } from './knows-flag';
import { lastLines } from '../programs/last-lines';
import type { LogLine } from '../programs/log-line';
import { requireFreePort } from '../state/ports';
import { processAlive } from '../programs/process-alive';
import {
  rememberTemporal,
  runningTemporal,
  stopTemporal,
  temporalAnswers,
  type TemporalRecord,
} from './running-temporal';
import { subFolder } from '../state/state-folder';
import { readTemporalVersion } from './temporal-version';

export interface EmbeddedTemporalOptions {
  readonly binary: string;
  readonly stateFolder: string;
  readonly port: number;
  readonly uiPort: number;
  readonly namespace: string;
  /** Our codec server, for the browser that shows the UI. */
  readonly codecUrl?: string;
  /** No UI. Default false. */
  readonly headless?: boolean;
  readonly log: LogLine;
}

export interface EmbeddedTemporal {
  readonly address: string;
  /** Absent when headless. */
  readonly uiUrl?: string;
  readonly adopted: boolean;
  alive(): boolean;
  stop(): Promise<void>;
}

const startLimitMs = 60_000;
const stopLimitMs = 20_000;

/** Starts the dev server so that it outlives us, or adopts the one that an earlier start of this state folder left running. */
export async function startEmbeddedTemporal(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
  const { stateFolder, log } = options;
  const folder = subFolder(stateFolder, 'temporal');
  const recordFile = recordFileIn(folder);
  const handle = (record: TemporalRecord, adopted: boolean): EmbeddedTemporal => ({
    address: record.address,
    ...(record.uiUrl !== undefined && { uiUrl: record.uiUrl }),
    adopted,
    alive: () => processAlive(record.pid),
    stop: async () => {
      await stopTemporal(record, stopLimitMs);
      rmSync(recordFile, { force: true });
    },
  });

  const databaseFile = join(folder, 'temporal.db');
  const args = await serverArgs(options, databaseFile);
  const running = runningTemporal(recordFile);
  if (running) {
    const sameSettings = running.binary === options.binary && JSON.stringify(running.args) === JSON.stringify(args);
    if (sameSettings && (await temporalAnswers(running, startLimitMs))) {
      log(`Temporal: already running on ${running.address}, adopted`);
      return handle(running, true);
    }
    log(`Temporal: process ${running.pid} runs with other settings or does not answer, started again`);
    await stopTemporal(running, stopLimitMs);
  }

  await requireFreePort(stateFolder, 'temporal', options.port);
  if (!options.headless) await requireFreePort(stateFolder, 'temporal-ui', options.uiPort);
  const logFile = join(folder, 'temporal.log');
  const record: TemporalRecord = {
    pid: launch(options.binary, args, folder, logFile),
    binary: options.binary,
    args,
    databaseFile,
    address: `127.0.0.1:${options.port}`,
    ...(!options.headless && { uiUrl: `http://127.0.0.1:${options.uiPort}` }),
  };
  rememberTemporal(recordFile, record);
  if (!(await temporalAnswers(record, startLimitMs))) {
    await stopTemporal(record, stopLimitMs);
    throw new Error(await whyNotStarted(options, databaseFile, logFile));
  }
  log(`Temporal: started on ${record.address}${record.uiUrl ? `, UI ${record.uiUrl}` : ''}`);
  return handle(record, false);
}

/** Stops the one that an earlier start of this state folder left running, if any. */
export async function stopLeftoverTemporal(stateFolder: string): Promise<void> {
  const running = runningTemporal(recordFileIn(subFolder(stateFolder, 'temporal')));
  if (running !== undefined) await stopTemporal(running, stopLimitMs);
}

function recordFileIn(folder: string): string {
  return join(folder, 'process.json');
}

async function serverArgs(options: EmbeddedTemporalOptions, databaseFile: string): Promise<string[]> {
  return [
    ...['server', 'start-dev', '--db-filename', databaseFile, '--namespace', options.namespace],
    ...['--ip', '127.0.0.1', '--port', String(options.port), '--log-level', 'warn'],
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
    ...['--dynamic-config-value', 'matching.enableFairness=true'],
    ...(options.headless ? ['--headless'] : await uiArgs(options)),
  ];
}

/** Without the news feed, which the browser would load from Temporal's makers; a `temporal` on PATH may be too old to have the switch. */
async function uiArgs({ binary, uiPort, codecUrl }: EmbeddedTemporalOptions): Promise<string[]> {
  const noNews = '--ui-disable-news-fetch';
  return [
    ...['--ui-port', String(uiPort)],
    ...(codecUrl === undefined ? [] : ['--ui-codec-endpoint', codecUrl]),
    ...((await knowsFlag(binary, ['server', 'start-dev'], noNews)) ? [noNews] : []),
  ];
}

/** In a session of its own, so that Ctrl-C in the terminal reaches us alone and we stop it when the workers are done. */
function launch(binary: string, args: readonly string[], folder: string, logFile: string): number {
  const output = openSync(logFile, 'a', 0o600);
  try {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_')));
    const child = spawn(binary, args, { cwd: folder, env, detached: true, stdio: ['ignore', output, output] });
    child.once('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw new Error(`${binary} cannot be run: check that it exists and is executable.`);
    return child.pid;
  } finally {
    closeSync(output);
  }
}

async function whyNotStarted(options: EmbeddedTemporalOptions, databaseFile: string, logFile: string): Promise<string> {
  const version = await readTemporalVersion(options.binary);
  const older = existsSync(databaseFile)
    ? ` If ${databaseFile} was made by another server version, remove it: open documents are started again from PostgreSQL.`
    : '';
  return (
    `Temporal server ${version?.server ?? '(unknown version)'} did not start on port ${options.port}.${older}\n` +
    `The end of ${logFile}:\n${lastLines(logFile)}`
  );
}
