import type { FeedName } from '../../config/feed-names';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { renewSchedules } from './renew-schedules';
import { feedsChosen, type FeedChoice } from './feeds-chosen';

export interface PausedFeeds {
  readonly feeds: readonly { readonly projectId: string; readonly feed: FeedName }[];
  /** How far the schedules have come. */
  readonly schedules: string;
}

const longestNote = 200;

/** They are polled no longer, until somebody lets them. Events of webhooks are taken in as before. */
export async function pauseFeeds(context: ConnectionContext, chosen: FeedChoice, reason: string): Promise<PausedFeeds> {
  const note = reason.trim();
  if (note === '') throw new ActionError('badInput', '--reason: say why, in a few words', { field: 'reason' });
  if (note.length > longestNote) {
    throw new ActionError('badInput', `--reason: at most ${String(longestNote)} characters`, { field: 'reason' });
  }
  return setPaused(context, chosen, note);
}

/** Also where somebody paused it by this command before; a schedule that was paused in Temporal is unpaused there. */
export async function unpauseFeeds(context: ConnectionContext, chosen: FeedChoice): Promise<PausedFeeds> {
  return setPaused(context, chosen, null);
}

async function setPaused(context: ConnectionContext, chosen: FeedChoice, note: string | null): Promise<PausedFeeds> {
  const { store, connection } = context;
  const feeds = await store.inTenant(connection.tenantId, async (tx) => {
    const all = await feedsChosen(tx, connection, chosen);
    for (const { projectId, name } of all) {
      await tx.feeds.setPaused(connection, projectId, name, note);
      const facts = { projectId, feed: name };
      await (note === null
        ? tx.audit(connection, 'feed.unpaused', facts)
        : tx.audit(connection, 'feed.paused', { ...facts, reason: note }));
    }
    return all.map(({ projectId, name }) => ({ projectId, feed: name }));
  });
  return { feeds, schedules: await renewSchedules(context, connection) };
}
