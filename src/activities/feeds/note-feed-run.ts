import { cutText } from '../../domain/text/cut-text';
import type { FeedName } from '../../config/feed-names';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';

const longestSaid = 500;

/** Notes when a feed was last polled and, when that failed, why: `project list` shows it. */
export function createNoteFeedRun(ports: ActivityPorts) {
  const { store } = ports;
  return async function noteFeedRun(
    run: Scope & { projectId: string; feed: FeedName; error: string | null; said?: string },
  ): Promise<void> {
    const { error, said = '' } = run;
    // Our own sentence, written to be shown: of a 403 it says whom to ask for what.
    const why = error === null || said === '' ? error : `${error}: ${cutText(said, longestSaid)}`;
    await store.inTenant(run.tenantId, (tx) => tx.feeds.noteRun(run, run.projectId, run.feed, why));
  };
}
