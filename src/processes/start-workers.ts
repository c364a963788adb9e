import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities';
import { defaultGraceMs, forceAfterMs } from '../config/shutdown-times';

import type { ActivityPorts } from '../activities/ports';
import { taskQueues } from '../workflows/names';
import type { TemporalConnection } from '../local/temporal-connection';
import { ActivityInterceptor } from './activity-interceptor';
import { runTogether } from './service/run-together';

export interface WorkersOptions {
  readonly connection: TemporalConnection;
  readonly namespace: string;
  readonly dataConverter: DataConverter;
  readonly ports: ActivityPorts;
  /** The ERPs whose queues are polled, by system. */
  readonly erps: readonly string[];
  /** Workflows kept in memory, default 50: each is a part of an isolate that is hardly ever collected; one more is replayed. */
  readonly maxCachedWorkflows?: number;
  /** The workflows as one file. Default: what the build made of them, or where there is none (tests) their sources. */
  readonly workflowBundle?: string | undefined;
  /** Activities at once per outside system. */
  readonly slotsPerSystem?: number;
  /** How long a shutdown waits for activities that are under way. */
  readonly graceMs?: number;
}

export interface RunningWorkers {
  /** Settles when every worker has stopped; rejects when one failed: the others are shut down then. */
  readonly done: Promise<void>;
  /** Stops taking tasks, lets what is under way finish within the grace time, and closes the connections. */
  stop(): Promise<void>;
}

/** One worker a task queue: workflows and database activities on `documents`, each outside system on its own. */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  const native = await NativeConnection.connect(options.connection);
  const connection = await Connection.connect(options.connection);
  const { namespace, dataConverter } = options;
  const client = new Client({ connection, namespace, dataConverter });
  const activities = createActivities(options.ports, () => client);
  const slots = options.slotsPerSystem ?? 10;
  const grace = options.graceMs ?? defaultGraceMs;
  const shared = {
    connection: native,
    namespace,
    dataConverter,
    activities,
    interceptors: { activity: [() => ({ inbound: new ActivityInterceptor() })] },
    shutdownGraceTime: grace,
    shutdownForceTime: forceAfterMs(grace),
  } satisfies Partial<WorkerOptions>;
  const identity = (queue: string): string => `${process.pid}@${hostname()}-${queue}`;
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      ...workflowCode(options.workflowBundle),
      taskQueue: taskQueues.documents,
      identity: identity(taskQueues.documents),
      maxCachedWorkflows: options.maxCachedWorkflows ?? 50,
      maxConcurrentWorkflowTaskExecutions: 20,
      maxConcurrentActivityTaskExecutions: slots,
    }),
    ...[taskQueues.procore, ...options.erps].map((taskQueue) =>
      Worker.create({
        ...shared,
        taskQueue,
        identity: identity(taskQueue),
        maxConcurrentActivityTaskExecutions: slots,
      }),
    ),
  ]);
  const together = runTogether(workers);
  const done = together.done.finally(async () => {
    await connection.close();
    await native.close();
  });
  // The caller may look at `done` later; a failure before that must not end the process by itself.
  done.catch(() => undefined);
  return {
    done,
    stop: async () => {
      together.shutdown();
      await done;
    },
  };
}

function workflowCode(
  codePath = path.join(__dirname, '..', 'workflow-bundle.js'),
): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  return existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath: require.resolve('../workflows') };
}
