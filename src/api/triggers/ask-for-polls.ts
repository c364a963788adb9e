import type { FeedName } from '../../config/feed-names';
import type { AskedPoll, Feed } from '../../store/connections/feeds';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import { feedWorkflowId } from '../../workflows/names';
import { ApiError } from '../api-error';

/** Of a project, or of the whole connection; of one name, or all. */
export interface PollChoice {
  /** Its number in Procore, or `id:<id>`. */
  readonly project?: string;
  readonly feed?: FeedName;
}

/** How many feeds. */
export interface AskedPolls {
  /** A poll begins now; one that is running is followed by it. */
  readonly started: number;
  /** A poll begins when a minute has passed since the last that was asked for. */
  readonly soon: number;
  /** Such a poll comes already. */
  readonly waiting: number;
  /** A person paused the feed: nothing begins. */
  readonly paused: number;
}

/** One poll at once, one at its end: what was approved before a call is found by a poll that begins after it. */
const windowMs = 60_000;

/**
 * A system asks for polls. Rows only: the drain loop tells Temporal, so the answer needs the database alone. However often it
 * asks, a feed is polled for it at most twice in a minute. `ApiError` where there is no such project or feed.
 */
export async function askForPolls(store: Store, scope: Scope, choice: PollChoice): Promise<AskedPolls> {
  return store.inTenant(scope.tenantId, async (tx) => {
    const filter = {
      ...(choice.project === undefined ? {} : { projectId: await projectId(tx, scope, choice.project) }),
      ...(choice.feed === undefined ? {} : { name: choice.feed }),
    };
    const feeds = await tx.feeds.list(scope, filter);
    if (feeds.length === 0) throw new ApiError(404, 'notFound', 'the connection polls nothing of that name', 'feed');
    const asked = await tx.feeds.askForPolls(scope, filter, windowMs);
    await tx.outbox.pollAll(
      scope,
      asked.map((one) => ({ ...one, scheduleId: feedWorkflowId(scope.connectionId, one.projectId, one.name) })),
    );
    const polls = counted(feeds, asked);
    // What changes nothing is not told, so that a caller that asks without end fills no trail.
    if (asked.length > 0) await tx.audit(scope, 'polls.asked', { ...choice, ...polls });
    return polls;
  });
}

async function projectId(tx: Tx, scope: Scope, name: string): Promise<string> {
  try {
    return (await tx.projects.byName(scope, name)).id;
  } catch (error) {
    if (error instanceof RangeError) throw new ApiError(404, 'notFound', error.message, 'project');
    throw error;
  }
}

function counted(feeds: readonly Feed[], asked: readonly AskedPoll[]): AskedPolls {
  const paused = feeds.filter(({ pausedNote }) => pausedNote !== null).length;
  const started = asked.filter(({ isDueNow }) => isDueNow).length;
  return { started, soon: asked.length - started, waiting: feeds.length - paused - asked.length, paused };
}
