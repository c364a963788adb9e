import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Listener } from '../http/listener';
import { controlApp } from './control/control-app';
import { aisApp } from './front/ais-app';
import { SandboxState } from './sandbox-state';
import { parseSettings, type JdeSandboxSettings } from './settings';
import { loadFolder } from './tables/load-folder';

export interface JdeSandboxOptions {
  /** A folder of `F0010.json`, `F0901.json`, ... */
  readonly dataFolder: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly host?: string;
  readonly settings?: Partial<JdeSandboxSettings>;
}

export interface JdeSandbox {
  /** Scheme, host and port; the services stand under `/jderest`. */
  readonly url: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

export async function startJdeSandbox(options: JdeSandboxOptions): Promise<JdeSandbox> {
  const settings = parseSettings(options.settings ?? {});
  const state = new SandboxState(loadFolder(options.dataFolder), settings);
  const closing = new AbortController();
  // As many calls wait at once as come; by default Node takes more than ten for a leak.
  setMaxListeners(0, closing.signal);
  const sleep = async (durationMs: number): Promise<void> => {
    if (durationMs > 0) {
      // Closing ends all waits at once; a late commit of a closed sandbox has no one left to see it.
      await delay(durationMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const host = options.host ?? '127.0.0.1';
  const refuseFor = (durationMs: number): void => front.refuseFor(durationMs);
  const front = new Listener(aisApp(state, { sleep, refuseFor }), options.port ?? 0, host);
  const control = new Listener(
    controlApp(state, { refuseFor, stopRefusing: () => front.open() }),
    options.controlPort ?? 0,
    host,
  );
  await front.open();
  try {
    await control.open();
  } catch (error) {
    await front.close();
    throw error;
  }
  return {
    url: front.url,
    controlUrl: control.url,
    close: async () => {
      closing.abort();
      state.jobs.close();
      state.schedules.close();
      await Promise.all([front.close(), control.close()]);
    },
  };
}
