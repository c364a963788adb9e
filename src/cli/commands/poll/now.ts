import { exitCodes } from '../../exit-codes';
import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { ActionError } from '../../../application/action-error';
import { examples, onConnectionOption } from '../../options/common-options';
import { parseFeedName } from '../../../application/feeds/parse-cadence';
import { pollNow } from '../../../application/feeds/poll-now';

interface PollOptions {
  readonly project?: string;
  readonly all?: boolean;
  readonly feed?: string;
}

export function registerPollNow(poll: Command, cli: Cli): void {
  const command = poll
    .command('now')
    .description('poll at once instead of at the next tick; a poll that is running is followed by one more')
    .option('--project <project>', 'the feeds of this project: its number or id:<id>')
    .option('--all', 'every feed of the connection')
    .option('--feed <name>', 'only this feed: requisitions, standing, erpFacts, projects');
  onConnectionOption(command);
  examples(command, 'poll now --project 4411', 'poll now --all', 'poll now --all --feed standing');
  command.action(async ({ project, all = false, feed }: PollOptions) => {
    if (all === (project !== undefined)) {
      throw new ActionError('badInput', 'say which: --project PROJECT or --all');
    }
    const wanted = {
      ...(project === undefined ? {} : { project }),
      ...(feed === undefined ? {} : { feed: parseFeedName(feed) }),
    };
    await cli.onConnection(command, async (context) => {
      const { triggered, missing } = await pollNow(context, wanted);
      if (missing.length > 0) {
        cli.say(`no schedule yet: ${missing.join(', ')}. A worker makes it when it starts, or within the hour`);
      }
      return {
        text: triggered.map((id) => `triggered ${id}\n`).join(''),
        json: { triggered, missing },
        exitCode: missing.length > 0 ? exitCodes.failed : exitCodes.ok,
      };
    });
  });
}
