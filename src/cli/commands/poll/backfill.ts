import type { Command } from 'commander';
import { backfill } from '../../../application/feeds/backfill';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { timeInThePast } from '../../options/time-in-the-past';
import { feedChoice, feedOptions, type FeedOptions } from './feed-options';
import { polledResult } from './now';

export function registerPollBackfill(poll: Command, cli: Cli): void {
  const command = feedOptions(
    poll
      .command('backfill')
      .description('read again what changed since a time; what is known already and has not changed comes to nothing')
      .requiredOption('--since <time>', 'a time in the past with its zone'),
  );
  onConnectionOption(actorOption(command));
  examples(command, 'poll backfill --project 4411 --since 2026-11-01T00:00:00Z');
  command.action(async ({ since, ...options }: FeedOptions & { since: string }) => {
    const choice = feedChoice(options);
    const from = timeInThePast('--since', since);
    await cli.onConnection(command, async (context) => polledResult(cli, await backfill(context, choice, from)));
  });
}
