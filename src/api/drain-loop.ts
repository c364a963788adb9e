import type { Client } from '@temporalio/client';
import type { DueSignal } from '../store/outbox';
import { listenToOutbox } from '../store/outbox-listener';
import type { Store } from '../store/store';
import type { Logger } from '../telemetry/log';
import { signalDocument } from './signal-document';

export interface DrainLoopOptions {
  readonly store: Store;
  readonly client: Client;
  readonly logger: Logger;
  /** For rows whose notice was lost. Default 5 s. */
  readonly pollMs?: number;
  /** In place of a signal by `client`; a test counts what is sent. */
  readonly send?: (signal: DueSignal) => Promise<void>;
}

export interface DrainLoop {
  /** Waits for what is under way. */
  stop(): Promise<void>;
  /** Signals that were sent since the start. */
  drained(): number;
}

const rowsAtOnce = 50;
/** A notice for each of many rows must not become a query for each. */
const shortestPauseMs = 20;

/** Turns outbox rows into signals. Any number of processes may run it: the rows are locked while they are sent. */
export function startDrainLoop(options: DrainLoopOptions): DrainLoop {
  const { store, client, logger, pollMs = 5_000 } = options;
  const { database, outbox } = store;
  const send = options.send ?? ((signal: DueSignal) => signalDocument(client, signal));
  let drained = 0;
  let stopping = false;
  let noticed = false;
  let wake: (() => void) | undefined;

  const notice = (): void => {
    noticed = true;
    wake?.();
  };
  const pause = async (ms: number): Promise<void> => {
    if (!noticed && !stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = undefined;
    }
    noticed = false;
    if (!stopping) await new Promise((resolve) => setTimeout(resolve, shortestPauseMs));
  };
  const sendOne = async (signal: DueSignal): Promise<void> => {
    const { workflowId, signal: name, attempts, tenantId, connectionId } = signal;
    try {
      await send(signal);
      drained += 1;
    } catch (error) {
      logger.warn(
        { err: error, workflowId, signal: name, attempts: attempts + 1, tenantId, connectionId },
        'a signal was not sent; its row stays and is tried again',
      );
      throw error;
    }
  };
  const drainAll = async (): Promise<number> => {
    try {
      let rows = 0;
      do {
        rows = await outbox.drainOutbox(database, rowsAtOnce, sendOne);
      } while (rows > 0 && !stopping);
      return Math.min(pollMs, (await outbox.nextDueMs(database)) ?? pollMs);
    } catch (error) {
      logger.warn({ err: error }, 'the outbox could not be read; tried again at the next poll');
      return pollMs;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping) await pause(await drainAll());
  };

  const listener = listenToOutbox(database, logger, notice);
  const running = run();
  return {
    stop: async () => {
      stopping = true;
      notice();
      await listener.stop();
      await running;
    },
    drained: () => drained,
  };
}
