import { ActivityFailure } from '@temporalio/common';
import { proxyActivities, setHandler, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { failureOf } from './failure-of';
import { progress, type Progress } from './messages';
import { failureTypes, taskQueues } from './names';

interface Scope {
  readonly tenantId: string;
  readonly connectionId: string;
}

const { discoverProjects, pollRequisitions, rereadRequisitions } = proxyActivities<Activities>({
  taskQueue: taskQueues.procore,
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 10 },
});

/** How far a long act has come, for whoever watches it; the same object answers the query. */
export function showProgress(): (change: Partial<Progress>) => void {
  let shown: Progress = { step: 'begun', projects: 0, projectsRead: 0, lines: [] };
  setHandler(progress, () => shown);
  return (change) => {
    shown = { ...shown, ...change };
  };
}

/**
 * Every requisition of every project that Procore permits, one project after the other. What a quota interrupts goes on
 * from the project it had come to. Gives the ids of the projects.
 */
export async function readEverything(
  scope: Scope,
  show: (change: Partial<Progress>) => void,
): Promise<readonly string[]> {
  show({ step: 'reading the list of projects' });
  const { projects } = await patiently(() => discoverProjects(scope));
  const lines: string[] = [];
  for (const [index, { id: projectId, number }] of projects.entries()) {
    show({ step: 'reading requisitions', projects: projects.length, projectsRead: index });
    const { seen, unreadable } = await patiently(() => pollRequisitions({ ...scope, projectId, full: true }));
    const bad = unreadable > 0 ? `, ${unreadable} could not be read: "project list" says which` : '';
    lines.push(`project ${number}: ${seen} requisitions read${bad}`);
    show({ projectsRead: index + 1, lines: [...lines] });
  }
  return projects.map((project) => project.id);
}

/** What changed in these projects while they were all read, and what was heard of since. */
export async function readChanges(
  scope: Scope,
  changed: readonly { readonly projectId: string; readonly requisitionIds?: readonly string[] }[],
): Promise<void> {
  for (const { projectId, requisitionIds } of changed) {
    if (requisitionIds === undefined) await patiently(() => pollRequisitions({ ...scope, projectId }));
    else await patiently(() => rereadRequisitions({ ...scope, projectId, requisitionIds }));
  }
}

/** Waits for a quota or the database as long as it takes; whatever else fails, fails. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      const { type, retryAfterMs } = failureOf(error);
      if (type !== failureTypes.throttled && type !== failureTypes.databaseAway) throw error;
      await sleep(retryAfterMs ?? 60_000);
    }
  }
}
