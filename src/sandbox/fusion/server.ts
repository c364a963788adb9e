import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Listener } from '../http/listener';
import { controlApp } from './control/control-app';
import { loadFolder } from './folder/load-folder';
import { jsonAnswer } from './front/answer';
import { frontApp } from './front/front-app';
import { handle } from './front/handle';
import { FusionState } from './fusion-state';
import { tokenEndpoint } from './identity/token-endpoint';
import { parseSettings, type FusionSandboxSettings } from './settings';

export interface FusionSandboxOptions {
  /** A folder of `suppliers.json`, `ledgersLOV.json`, ... */
  readonly dataFolder: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly identityPort?: number;
  readonly controlPort?: number;
  readonly host?: string;
  readonly settings?: Partial<FusionSandboxSettings>;
}

export interface FusionSandbox {
  /** The pod: scheme, host and port; resources stand under `/fscmRestApi/resources/11.13.18.05`. */
  readonly url: string;
  /** The identity domain; tokens are given under `/oauth2/v1/token`. */
  readonly identityUrl: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

export async function startFusionSandbox(options: FusionSandboxOptions): Promise<FusionSandbox> {
  const state = new FusionState(parseSettings(options.settings ?? {}));
  loadFolder(state, options.dataFolder);
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
  const ports = { sleep, refuseFor: (durationMs: number): void => pod.refuseFor(durationMs) };
  const pod = new Listener(frontApp(state, ports, handle), options.port ?? 0, host);
  const identity = new Listener(
    frontApp(state, { sleep, refuseFor: (durationMs) => identity.refuseFor(durationMs) }, (at, request) =>
      request.method === 'POST' && request.path === '/oauth2/v1/token'
        ? tokenEndpoint(at, request)
        : jsonAnswer(404, { error: 'not_found', error_description: `There is no ${request.path}` }),
    ),
    options.identityPort ?? 0,
    host,
  );
  const control = new Listener(
    controlApp(state, { refuseFor: ports.refuseFor, stopRefusing: () => pod.open().then(() => identity.open()) }),
    options.controlPort ?? 0,
    host,
  );
  const listeners = [pod, identity, control];
  try {
    for (const listener of listeners) {
      await listener.open();
    }
  } catch (error) {
    // A port is taken: the others must not stay behind.
    await Promise.all(listeners.map((listener) => listener.close()));
    throw error;
  }
  state.podUrl = pod.url;
  return {
    url: pod.url,
    identityUrl: identity.url,
    controlUrl: control.url,
    close: async () => {
      closing.abort();
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
