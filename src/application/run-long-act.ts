import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { progress, type Progress } from '../workflows/messages';
import { failureTypes, taskQueues } from '../workflows/names';
import { TenantId } from '../workflows/search-attributes';
import { ActionError } from './action-error';

export interface Watching {
  /** A Temporal client for as long as the work takes. */
  readonly withTemporal: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
  /** Told what happens meanwhile, a line each. */
  readonly report: (line: string) => void;
}

/** An act that may take long, done by a workflow: one of an id at a time. */
export interface LongAct {
  readonly type: string;
  readonly id: string;
  readonly tenantId: string;
  readonly args: readonly unknown[];
}

const lookEveryMs = 500;
/** So long a worker may take to answer before whoever watches is told that there may be none. */
const patienceMs = 15_000;

/**
 * Starts the act, or finds it running, and watches it to its end. Whoever stops watching stops nothing: asked for again, it
 * is found as far as it has come. A refusal is an `ActionError`.
 */
export async function runLongAct<Result>({ withTemporal, report }: Watching, act: LongAct): Promise<Result> {
  return withTemporal((client) => startAndWatch<Result>(client, report, act));
}

async function startAndWatch<Result>(client: Client, report: (line: string) => void, act: LongAct): Promise<Result> {
  const handle = await client.workflow.start(act.type, {
    workflowId: act.id,
    taskQueue: taskQueues.documents,
    args: [...act.args],
    typedSearchAttributes: [{ key: TenantId, value: act.tenantId }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  report(`workflow ${act.id}: it goes on by itself; whoever stops watching finds it again with the same command`);
  let ended = false;
  const watched = watch(handle, report, () => ended);
  try {
    return (await handle.result()) as Result;
  } catch (error) {
    throw refusalOf(error) ?? error;
  } finally {
    ended = true;
    await watched;
  }
}

async function watch(handle: WorkflowHandle, report: (line: string) => void, hasEnded: () => boolean): Promise<void> {
  let lines = 0;
  let step = '';
  let silentMs = 0;
  while (!hasEnded()) {
    const now = await handle.query<Progress>(progress).catch(() => null);
    if (now === null) {
      silentMs += lookEveryMs;
      if (silentMs === patienceMs) report('no worker answers: is "ml-connector up" or a worker running?');
    } else {
      silentMs = 0;
      if (now.step !== step) report(now.projects === 0 ? now.step : `${now.step} (${now.projects} projects)`);
      for (const line of now.lines.slice(lines)) report(line);
      ({ step } = now);
      lines = now.lines.length;
    }
    await delay(lookEveryMs);
  }
}

function refusalOf(error: unknown): ActionError | null {
  let cause: unknown = error instanceof WorkflowFailedError ? error.cause : undefined;
  while (cause instanceof Error) {
    if (cause instanceof ApplicationFailure && cause.type === failureTypes.refused) {
      return new ActionError('refused', cause.message, { cause: error });
    }
    ({ cause } = cause);
  }
  return null;
}
