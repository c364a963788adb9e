import type { Client } from '@temporalio/client';
import type { DueSignal } from '../store/signals/outbox-queue';
import { listenToOutbox } from '../store/signals/outbox-listener';
import type { Store } from '../store/store';
import type { LastRound } from '../telemetry/last-round';
import type { Logger } from '../telemetry/log';
import { sendSignal } from './send-signal';
import { startWorkLoop } from './work-loop';

export interface DrainLoopOptions {
  readonly store: Store;
  readonly client: Client;
  readonly logger: Logger;
  /** For rows whose notice was lost. Default 5 s. */
  readonly pollMs?: number;
  readonly lastRound?: LastRound;
  /** In place of a signal by `client`; a test counts what is sent. */
  readonly send?: (signal: DueSignal) => Promise<void>;
}

export interface DrainLoop {
  /** Waits for what is under way. */
  stop(): Promise<void>;
  /** Signals that were sent since the start. */
  drained(): number;
}

export const drainPollMs = 5_000;
const rowsAtOnce = 50;
/** A notice for each of many rows must not become a query for each. */
const gatherMs = 20;

/** Turns outbox rows into signals. Any number of processes may run it: each takes rows of its own. */
export function startDrainLoop(options: DrainLoopOptions): DrainLoop {
  const { store, client, logger, lastRound, pollMs = drainPollMs } = options;
  const { database, outbox } = store;
  const send = options.send ?? ((signal: DueSignal) => sendSignal(client, signal));
  let drained = 0;

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
  const loop = startWorkLoop({
    workOff: async (running) => {
      let rows = 0;
      do {
        rows = await outbox.drain(rowsAtOnce, sendOne);
        lastRound?.done();
      } while (rows > 0 && !running.stopping);
      return outbox.nextDueMs();
    },
    onError: (error) => logger.warn({ err: error }, 'the outbox could not be read; tried again at the next poll'),
    pollMs,
    gatherMs,
  });
  const listener = listenToOutbox(database, logger, loop.wake);
  return {
    stop: async () => {
      const stopped = loop.stop();
      await listener.stop();
      await stopped;
    },
    drained: () => drained,
  };
}
