import type { Store } from '../store/store';
import type { EventQueue } from '../store/signals/webhook-inbox';
import type { LastRound } from '../telemetry/last-round';
import type { Logger } from '../telemetry/log';
import type { Metrics } from '../telemetry/metrics';
import { takeInEvents, type TakenEvent } from './take-in-events';
import { startWorkLoop, type WorkLoop } from './work-loop';

export interface IntakeLoopOptions {
  readonly store: Store;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** For events of processes that ended before they took them in. Default 5 s. */
  readonly pollMs?: number;
  readonly lastRound?: LastRound;
}

export const intakePollMs = 5_000;
/** A signal waits longer than this for further hints, so gathering costs nobody anything. */
const gatherMs = 200;
const queuesAtOnce = 4;

/**
 * Takes in webhook events that were stored and answered. Any number of processes may run it: events are locked while they
 * are taken in. Whoever stores an event wakes the loop of its own process. There is no NOTIFY for it: transactions that
 * notify commit one after the other, and the answer to Procore waits for that commit.
 */
export function startIntakeLoop(options: IntakeLoopOptions): WorkLoop {
  const { store, logger, metrics, lastRound, pollMs = intakePollMs } = options;
  const takeIn = async (queue: EventQueue): Promise<boolean> => {
    const { tenantId } = queue;
    try {
      const { taken, failed, error, more } = await takeInEvents(store, queue);
      for (const event of taken) note(event);
      if (failed.length > 0) {
        logger.warn({ err: error, tenantId, count: failed.length }, 'webhook events were not taken in; tried again');
      }
      return more;
    } catch (error) {
      logger.warn({ err: error, tenantId }, 'webhook events could not be read; tried again at the next poll');
      return false;
    }
  };
  const note = ({ outcome, tenantId, connectionId, eventType }: TakenEvent): void => {
    metrics.webhookTakenIn(outcome);
    if (outcome !== 'unknownProject' && outcome !== 'unknownResource') return;
    logger.info({ connectionId, tenantId, outcome, eventType }, 'webhook event kept, nothing hinted');
  };
  return startWorkLoop({
    workOff: async (running) => {
      for (;;) {
        const queues = await store.webhookInbox.waitingQueues();
        lastRound?.done();
        const due = queues.filter(({ dueInMs }) => dueInMs <= 0);
        if ((await takeInAll(due, takeIn)) && !running.stopping) continue;
        const later = queues.map(({ dueInMs }) => dueInMs).filter((ms) => ms > 0);
        return later.length === 0 ? null : Math.min(...later);
      }
    },
    onError: (error) => logger.warn({ err: error }, 'webhook events could not be read; tried again at the next poll'),
    pollMs,
    gatherMs,
  });
}

/**
 * Some queues at a time, so that one tenant's do not wait for another's, and answers find a connection all the while.
 * Gives whether one has more.
 */
async function takeInAll(
  queues: readonly EventQueue[],
  takeIn: (queue: EventQueue) => Promise<boolean>,
): Promise<boolean> {
  const left = [...queues];
  let more = false;
  const lane = async (): Promise<void> => {
    for (let queue = left.shift(); queue !== undefined; queue = left.shift()) more = (await takeIn(queue)) || more;
  };
  await Promise.all(Array.from({ length: queuesAtOnce }, lane));
  return more;
}
