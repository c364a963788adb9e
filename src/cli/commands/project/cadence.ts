import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { facts, type CommandResult } from '../../output';
import { parseCadence, parseFeedName, type CadenceOptions } from '../../../application/feeds/parse-cadence';
import { setCadence, showCadence, type FeedCadence } from '../../../application/feeds/set-cadence';

export function registerProjectCadence(project: Command, cli: Cli): void {
  const command = project
    .command('cadence')
    .argument('<project>', 'its number or id:<id>')
    .description('show or set when a feed of a project is polled')
    .option('--every <interval>', 'an interval: 90s, 15m, 2h')
    .option('--offset <interval>', 'with --every: how long after the full interval')
    .option('--cron <expression>', 'five fields: minute hour day month weekday')
    .option('--time-zone <name>', 'with --cron: an IANA time zone (default UTC)')
    .option('--feed <name>', 'which feed', 'requisitions');
  onConnectionOption(actorOption(command));
  examples(
    command,
    'project cadence 4411',
    'project cadence 4411 --every 5m',
    "project cadence 4411 --cron '0 6-20 * * 1-5' --time-zone America/Chicago",
  );
  command.action(async (name: string, options: CadenceOptions & { feed: string }) => {
    const feed = parseFeedName(options.feed);
    const cadence = parseCadence(options);
    await cli.onConnection(command, async (context) => {
      if (cadence === null) return cadenceResult(await showCadence(context, name, feed));
      const { schedules, ...set } = await setCadence(context, name, feed, cadence);
      cli.say(schedules);
      return cadenceResult(set);
    });
  });
}

function cadenceResult(shown: FeedCadence): CommandResult {
  return {
    text: facts([
      ['project', shown.projectNumber],
      ['feed', shown.feed],
      ['cadence', shown.cadence === null ? 'not polled' : JSON.stringify(shown.cadence)],
    ]),
    json: shown,
  };
}
