import { backTo } from '../../domain/documents/feed-watermark';
import type { FeedName } from '../../config/feed-names';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { feedsChosen, type FeedChoice } from './feeds-chosen';
import { pollNow, type Polled } from './poll-now';

/** Those that read what changed since the last time. */
const backfilled: readonly FeedName[] = [
  'requisitions',
  'commitments',
  'changeOrders',
  'directCosts',
  'purchaseOrders',
  'payments',
];

/**
 * Has feeds read again what changed since a time (of the source's clock), and polls them at once. What is known and unchanged comes
 * to nothing; one that never read, or had not come so far yet, reads on as it would have.
 */
export async function backfill(context: ConnectionContext, chosen: FeedChoice, since: Date): Promise<Polled> {
  const { store, connection } = context;
  if (chosen.feed !== undefined && !backfilled.includes(chosen.feed)) {
    throw new ActionError(
      'badInput',
      `--feed ${chosen.feed}: it always reads as things stand; one of ${backfilled.join(', ')}`,
    );
  }
  const names = await store.inTenant(connection.tenantId, async (tx) => {
    const feeds = (await feedsChosen(tx, connection, chosen)).filter(({ name }) => backfilled.includes(name));
    for (const feed of feeds) {
      if (!(await tx.feeds.moveWatermark(feed, backTo(feed.watermark, since)))) {
        throw new ActionError('conflict', `feed ${feed.name} is being read just now; try again when that is over`);
      }
      const { projectId, name } = feed;
      await tx.audit(connection, 'feed.backfilled', { projectId, feed: name, since: since.toISOString() });
    }
    return [...new Set(feeds.map(({ name }) => name))];
  });
  const polled = { triggered: [] as string[], missing: [] as string[] };
  for (const feed of names) {
    const { triggered, missing } = await pollNow(context, { ...chosen, feed });
    polled.triggered.push(...triggered);
    polled.missing.push(...missing);
  }
  return polled;
}
