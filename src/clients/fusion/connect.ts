import type { CallShare } from '../http/call-share';
import { ConcurrencyLimit } from '../http/concurrency-limit';
import { HttpConnection, type CallObservation } from '../http/http-connection';
import { Collections } from './calls/collections';
import { ControlRows } from './calls/control-rows';
import { Descriptions } from './calls/describe';
import { FusionCaller } from './calls/fusion-caller';
import type { FusionSettings } from './settings';

export interface FusionDependencies {
  readonly observe?: ((observation: CallObservation) => void) | undefined;
  readonly nowMs?: (() => number) | undefined;
  /** See `HttpConnectionSettings`. */
  readonly cancellation?: (() => AbortSignal | undefined) | undefined;
  /** See `ErpDependencies`. */
  readonly share?: ((limit: number) => CallShare) | undefined;
}

export type FusionConnection = ReturnType<typeof connectFusion>;

/** What all calls to one customer's pod share: sockets, turns, one token, what resources say of themselves, what control rows proved. */
export function connectFusion(
  settings: FusionSettings,
  /** Names of those that owe the money, that of the connection first. */
  businessUnits: readonly string[],
  dependencies: FusionDependencies = {},
) {
  const nowMs = dependencies.nowMs ?? Date.now;
  const connection = new HttpConnection({
    system: 'fusion',
    caBundlePem: settings.caBundle,
    requestLimitMs: settings.requestLimitMs,
    observe: dependencies.observe,
    cancellation: dependencies.cancellation,
  });
  const share = dependencies.share?.(settings.erpConcurrency);
  const caller = new FusionCaller(connection, settings, new ConcurrencyLimit(settings.erpConcurrency, share), nowMs);
  const descriptions = new Descriptions(caller);
  const control = new ControlRows(caller, settings, { businessUnit: businessUnits[0] ?? '', nowMs });
  return {
    connection,
    settings,
    businessUnits,
    nowMs,
    caller,
    descriptions,
    collections: new Collections(caller, settings, descriptions, control),
    openSession: async (): Promise<void> => {
      await caller.giveUpSession();
      descriptions.forget();
      control.forget();
    },
    close: async (): Promise<void> => {
      await share?.close();
      await connection.close();
    },
  };
}
