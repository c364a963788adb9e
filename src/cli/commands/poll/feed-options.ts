import type { Command } from 'commander';
import { ActionError } from '../../../application/action-error';
import type { FeedChoice } from '../../../application/feeds/feeds-chosen';
import { parseFeedName } from '../../../application/feeds/parse-cadence';

export interface FeedOptions {
  readonly project?: string;
  readonly all?: boolean;
  readonly feed?: string;
}

/** Which feeds a command is about. */
export function feedOptions(command: Command): Command {
  return command
    .option('--project <project>', 'the feeds of this project: its number or id:<id>')
    .option('--all', 'every feed of the connection')
    .option(
      '--feed <name>',
      'only this feed: requisitions, commitments, changeOrders, directCosts, purchaseOrders, payments, sweep, standing, erpFacts, projects',
    );
}

/** One of a project and all must be said. */
export function feedChoice({ project, all = false, feed }: FeedOptions): FeedChoice {
  if (all === (project !== undefined)) throw new ActionError('badInput', 'say which: --project PROJECT or --all');
  return {
    ...(project === undefined ? {} : { project }),
    ...(feed === undefined ? {} : { feed: parseFeedName(feed) }),
  };
}
