import type { Command } from 'commander';
import type { Cli } from '../cli';
import { onConnectionOption } from '../common-options';
import { table } from '../output';

export function registerProjectList(project: Command, cli: Cli): void {
  const command = project
    .command('list')
    .description('list the projects that Procore permits, and when they are polled');
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async ({ store, connection }) => {
      const projects = await store.inTenant(connection.tenantId, async (tx) => {
        const feeds = await tx.feeds.list(connection);
        return (await tx.projects.list(connection)).map((project) => ({
          ...project,
          feeds: feeds
            .filter((feed) => feed.projectId === project.id)
            .map(({ name, cadence, lastRunAt, lastError }) => ({
              name,
              cadence,
              lastRunAt: lastRunAt?.toISOString() ?? null,
              lastError,
            })),
        }));
      });
      const rows = projects.map(({ number, id, name, timeZone, feeds }) => [
        number,
        id,
        name,
        timeZone,
        feeds.map((feed) => `${feed.name} ${JSON.stringify(feed.cadence)}`).join(', '),
        feeds.find((feed) => feed.name === 'requisitions')?.lastRunAt ?? 'never',
      ]);
      return {
        text: table(
          ['number', 'id', 'name', 'time zone', 'feeds', 'last poll'],
          rows,
          'no project is known yet; a running worker looks for them, and so does "connection go-live"',
        ),
        json: { projects },
      };
    }),
  );
}
