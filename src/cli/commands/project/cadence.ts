import type { Command } from 'commander';
import { ActionError } from '../../../application/action-error';
import { parseCadence, parseFeedName, type CadenceOptions } from '../../../application/feeds/parse-cadence';
import { previewCadence, setCadence, showCadence, type FeedCadence } from '../../../application/feeds/set-cadence';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { facts, type CommandResult } from '../../output';
import { cadenceText } from '../../text/feed-text';

interface Options extends CadenceOptions {
  readonly feed: string;
  readonly preview?: boolean;
  readonly from?: string;
  readonly connection?: string;
  readonly as?: string;
}

export function registerProjectCadence(project: Command, cli: Cli): void {
  const command = project
    .command('cadence')
    .argument('<project>', 'its number or id:<id>')
    .description('show or set when a feed of a project is polled, with the next ten times')
    .option('--every <interval>', 'an interval: 90s, 15m, 2h; with --daily: how often within the window')
    .option('--offset <interval>', 'with --every: how long after the full interval')
    .option('--daily <window>', 'each day from one time to another: 06:00-20:00')
    .option('--on <days>', 'with --daily: only on these days: monday,friday')
    .option('--end-of-week <day>', 'once a week, on that day')
    .option('--dates <dates>', 'on these dates: 2026-12-24,2026-12-31')
    .option('--billing-period <which>', 'on the "end" or "due" dates of the billing periods of the project in Procore')
    .option('--fiscal-period', "on the last day of each period of the ERP's calendar")
    .option('--offset-days <days>', 'with dates and periods: so many days later, or earlier: -2')
    .option('--at <time>', 'with --end-of-week, dates and periods: the time of the day: 06:00')
    .option('--cron <expression>', 'five fields: minute hour day month weekday')
    .option('--time-zone <name>', 'an IANA time zone (default: that of the project; with --cron UTC)')
    .option('--preview', 'show the times, change nothing')
    .option('--from <date>', 'with --preview: from this day on')
    .option('--feed <name>', 'which feed', 'requisitions');
  onConnectionOption(actorOption(command));
  examples(
    command,
    'project cadence 4411',
    'project cadence 4411 --every 5m',
    'project cadence 4411 --daily 06:00-20:00 --every 15m --on monday,tuesday,wednesday,thursday,friday',
    'project cadence 4411 --billing-period due --offset-days -2 --at 06:00 --preview',
    "project cadence 4411 --cron '0 6-20 * * 1-5' --time-zone America/Chicago",
  );
  command.action(async (name: string, options: Options) => {
    const { feed: feedName, preview = false, from, connection: _connection, as: _as, ...wanted } = options;
    const feed = parseFeedName(feedName);
    const cadence = parseCadence(wanted);
    if (from !== undefined && !preview) throw new ActionError('badInput', '--from: only with --preview');
    if (preview && cadence === null) throw new ActionError('badInput', '--preview: say of what, e.g. --every 5m');
    const day = from === undefined ? {} : { from: parseDay(from) };
    await cli.onConnection(command, async (context) => {
      if (cadence === null) return cadenceResult(await showCadence(context, name, feed));
      if (preview) return cadenceResult(await previewCadence(context, name, { feed, cadence, ...day }));
      const { schedules, ...set } = await setCadence(context, name, { feed, cadence });
      cli.say(schedules);
      return cadenceResult(set);
    });
  });
}

function parseDay(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime())) return day;
  throw new ActionError('badInput', `--from "${text}": a day such as 2026-12-24`);
}

function cadenceResult(shown: FeedCadence): CommandResult {
  const { projectNumber, feed, cadence, next, nextUnknown } = shown;
  return {
    text: `${facts([
      ['project', projectNumber],
      ['feed', feed],
      ['cadence', cadence === null ? 'not polled' : cadenceText(cadence)],
    ])}${nextUnknown === null ? nextText(next) : `when it is polled next is not known: ${nextUnknown}\n`}`,
    json: shown,
  };
}

function nextText(next: FeedCadence['next']): string {
  if (next === null) return '';
  if (next.times.length === 0) return 'no date to come is known: it is not polled\n';
  const { timeZone, times } = next;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return `next:\n${times.map((time) => `  ${time.replace('.000', '')}  ${format.format(new Date(time))}\n`).join('')}`;
}
