import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { listProjects, unreadableProjects } from '../../../application/feeds/list-projects';
import type { UnreadableRecord } from '../../../domain/documents/feed-watermark';
import { onConnectionOption } from '../../options/common-options';
import { feedFaults, feedText } from '../../text/feed-text';
import { table } from '../../output';

export function registerProjectList(project: Command, cli: Cli): void {
  const command = project
    .command('list')
    .description('list the projects that Procore permits, and when they are polled');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const { projects, schedulesUnknown } = await listProjects(context);
      if (schedulesUnknown !== null) cli.say(`whether a schedule is paused is not known: ${schedulesUnknown}`);
      const rows = projects.map(({ number, id, name, timeZone, feeds }) => [
        number,
        id,
        name,
        timeZone,
        feeds.map(feedText).join(', '),
        feeds.find((feed) => feed.name === 'requisitions')?.lastRunAt ?? 'never',
      ]);
      const unreadableRows = await unreadableProjects(context);
      const faults = projects.flatMap(({ number, feeds }) =>
        feeds.flatMap((feed) => feedFaults(`project ${number}`, feed)),
      );
      const unreadable = projects.flatMap(({ number, feeds }) =>
        feeds.flatMap((feed) => feed.unreadable.map((one) => unreadableLine(number, one))),
      );
      return {
        text:
          table(
            ['number', 'id', 'name', 'time zone', 'feeds', 'last poll'],
            rows,
            'no project is known yet; a running worker looks for them, and so does "connection go-live"',
          ) + [...unreadableRows.map(projectLine), ...faults, ...unreadable].join(''),
        json: { projects, unreadable: unreadableRows, schedulesUnknown },
      };
    }),
  );
}

function unreadableLine(project: string, { id, number, fault }: UnreadableRecord): string {
  const name = id === null ? 'without a readable id' : id;
  return `project ${project}: requisition ${name}${number === null ? '' : ` (number ${number})`} cannot be read: ${fault}\n`;
}

function projectLine({ id, fault }: UnreadableRecord): string {
  return `a project ${id === null ? 'without a readable id' : id} in Procore's list cannot be read: ${fault}\n`;
}
