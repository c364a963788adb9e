import type { Worker } from '@temporalio/worker';

export interface Together {
  /** Settles when all have ended; rejects with the first failure then. */
  readonly done: Promise<void>;
  /** Those that still run take no more tasks, and end when what is under way is done. */
  shutdown(): void;
}

/**
 * Runs workers of one process that serve only together: when one ends, whatever the reason, the others are shut down. A
 * process of which a part serves would be taken for one that works.
 */
export function runTogether(workers: readonly Pick<Worker, 'run' | 'shutdown' | 'getState'>[]): Together {
  const shutdown = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const run = async (worker: (typeof workers)[number]): Promise<void> => {
    try {
      await worker.run();
    } finally {
      shutdown();
    }
  };
  const ends = Promise.allSettled(workers.map(run));
  const done = ends.then((results) => {
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  });
  return { done, shutdown };
}
