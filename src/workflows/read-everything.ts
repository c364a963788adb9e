import { setHandler } from '@temporalio/workflow';
import { progress, type Progress } from './messages';
import { taskQueues } from './names';
import { patiently, waitsOutside } from './patiently';
import { summarisedActivities } from './summarised-activities';

interface Scope {
  readonly tenantId: string;
  readonly connectionId: string;
}

const { discoverProjects, pollRequisitions, pollDirectCosts, pollCommitments, pollChangeOrders, rereadRequisitions } =
  summarisedActivities({
    taskQueue: taskQueues.procore,
    startToCloseTimeout: '10m',
    heartbeatTimeout: '20s',
    retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 10, ...waitsOutside },
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
 * Every requisition of every project that Procore permits, and where they are booked every direct cost, one project after the other. What a quota or a lost worker
 * interrupts goes on from where it was, within a project too. Gives the ids of the projects. `orders`: commitments and change orders too, as far as they
 * changed since they were last read.
 */
export async function readEverything(
  scope: Scope,
  show: (change: Partial<Progress>) => void,
  { orders }: { readonly orders: boolean },
): Promise<readonly string[]> {
  const { projects, takesDirectCosts, takesOrders } = await shown(show, { step: 'reading the list of projects' }, () =>
    discoverProjects(scope),
  );
  const lines: string[] = [];
  for (const [index, { id: projectId, number }] of projects.entries()) {
    const now = { step: 'reading requisitions', projects: projects.length, projectsRead: index };
    const request = { ...scope, projectId, full: true };
    const { seen, unreadable } = await shown(show, now, () => pollRequisitions(request));
    const bad = unreadable > 0 ? `, ${unreadable} could not be read: "project list" says which` : '';
    lines.push(`project ${number}: ${seen} requisitions read${bad}`);
    if (takesDirectCosts === true) {
      const of = { ...now, step: 'reading direct costs' };
      const costs = await shown(show, of, () => pollDirectCosts({ ...scope, projectId }));
      lines.push(`project ${number}: ${costs.seen} direct costs read`);
    }
    if (orders && takesOrders === true) {
      const of = { ...now, step: 'reading commitments and change orders' };
      const commitments = await shown(show, of, () => pollCommitments({ ...scope, projectId }));
      const changes = await shown(show, of, () => pollChangeOrders({ ...scope, projectId }));
      lines.push(`project ${number}: ${commitments.seen} commitments and ${changes.seen} change orders read`);
    }
    show({ projectsRead: index + 1, lines: [...lines] });
  }
  return projects.map((project) => project.id);
}

/** What changed in these projects while they were all read, and what was heard of since. */
export async function readChanges(
  scope: Scope,
  changed: readonly { readonly projectId: string; readonly requisitionIds?: readonly string[] }[],
  show: (change: Partial<Progress>) => void,
  step: string,
): Promise<void> {
  for (const { projectId, requisitionIds } of changed) {
    const request = { ...scope, projectId };
    if (requisitionIds === undefined) await shown(show, { step }, () => pollRequisitions(request));
    else await shown(show, { step }, () => rereadRequisitions({ ...request, requisitionIds }));
  }
}

/** While it waits for a quota, that is its step. */
function shown<T>(
  show: (change: Partial<Progress>) => void,
  now: Partial<Progress> & { readonly step: string },
  ask: () => Promise<T>,
): Promise<T> {
  const asked = (): Promise<T> => {
    show(now);
    return ask();
  };
  return patiently(asked, (until) => show({ step: `${now.step}: waiting for Procore's call limit until ${until}` }));
}
