import type { FeedName } from '../../store/connections/feeds';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';

/** Notes when a feed was last polled and, when that failed, the kind of failure: `project list` shows it. */
export function createNoteFeedRun(ports: ActivityPorts) {
  const { store } = ports;
  return async function noteFeedRun(
    run: Scope & { projectId: string; feed: FeedName; error: string | null },
  ): Promise<void> {
    await store.inTenant(run.tenantId, (tx) => tx.feeds.noteRun(run, run.projectId, run.feed, run.error));
  };
}
