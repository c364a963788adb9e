import type { Command } from 'commander';
import { pollNow, type Polled } from '../../../application/feeds/poll-now';
import type { Cli } from '../../cli';
import { exitCodes } from '../../exit-codes';
import { examples, onConnectionOption } from '../../options/common-options';
import type { CommandResult } from '../../output';
import { feedChoice, feedOptions, type FeedOptions } from './feed-options';

export function registerPollNow(poll: Command, cli: Cli): void {
  const command = feedOptions(
    poll
      .command('now')
      .description('poll at once instead of at the next tick; a poll that is running is followed by one more'),
  );
  onConnectionOption(command);
  examples(command, 'poll now --project 4411', 'poll now --all', 'poll now --all --feed standing');
  command.action(async (options: FeedOptions) => {
    const choice = feedChoice(options);
    await cli.onConnection(command, async (context) => polledResult(cli, await pollNow(context, choice)));
  });
}

export function polledResult(cli: Cli, { triggered, missing }: Polled): CommandResult {
  if (missing.length > 0) {
    cli.say(`no schedule yet: ${missing.join(', ')}. A worker makes it when it starts, or within the hour`);
  }
  return {
    text: triggered.map((id) => `triggered ${id}\n`).join(''),
    json: { triggered, missing },
    exitCode: missing.length > 0 ? exitCodes.failed : exitCodes.ok,
  };
}
