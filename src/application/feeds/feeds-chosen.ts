import type { FeedName } from '../../config/feed-names';
import type { Feed } from '../../store/connections/feeds';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import { projectNamed } from '../documents/project-named';

/** Feeds of a project, or of the whole connection; of one name, or all. */
export interface FeedChoice {
  readonly project?: string;
  readonly feed?: FeedName;
}

/** At least one. */
export async function feedsChosen(tx: Tx, scope: Scope, { project, feed }: FeedChoice): Promise<readonly Feed[]> {
  const feeds = await tx.feeds.list(scope, {
    ...(project === undefined ? {} : { projectId: (await projectNamed(tx, scope, project)).id }),
    ...(feed === undefined ? {} : { name: feed }),
  });
  if (feeds.length === 0) throw new ActionError('notFound', 'there is no such feed');
  return feeds;
}
