import type { Command } from 'commander';
import { pauseFeeds, unpauseFeeds, type PausedFeeds } from '../../../application/feeds/pause-feeds';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import type { CommandResult } from '../../output';
import { feedChoice, feedOptions, type FeedOptions } from './feed-options';

export function registerPollPause(poll: Command, cli: Cli): void {
  const command = feedOptions(
    poll
      .command('pause')
      .description('poll no more until "poll unpause"; events of webhooks are taken in as before')
      .requiredOption('--reason <text>', 'why'),
  );
  onConnectionOption(actorOption(command));
  examples(command, 'poll pause --project 4411 --reason "Procore is being cleaned up until Friday"');
  command.action(async ({ reason, ...options }: FeedOptions & { reason: string }) => {
    const choice = feedChoice(options);
    await cli.onConnection(command, async (context) =>
      result(cli, 'paused', await pauseFeeds(context, choice, reason)),
    );
  });
}

export function registerPollUnpause(poll: Command, cli: Cli): void {
  const command = feedOptions(
    poll
      .command('unpause')
      .description('poll again what "poll pause" paused; nothing that changed meanwhile is missed'),
  );
  onConnectionOption(actorOption(command));
  examples(command, 'poll unpause --project 4411');
  command.action(async (options: FeedOptions) => {
    const choice = feedChoice(options);
    await cli.onConnection(command, async (context) => result(cli, 'unpaused', await unpauseFeeds(context, choice)));
  });
}

function result(cli: Cli, what: string, { feeds, schedules }: PausedFeeds): CommandResult {
  cli.say(schedules);
  const name = ({ projectId, feed }: (typeof feeds)[number]) =>
    `${feed}${projectId === '' ? '' : ` of project id:${projectId}`}`;
  return { text: feeds.map((one) => `${what}: ${name(one)}\n`).join(''), json: { feeds, schedules } };
}
