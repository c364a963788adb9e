import type { Command } from 'commander';
import type { Cli } from '../cli';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { facts } from '../output';
import { parseCadence, parseFeedName, type CadenceOptions } from '../../application/feeds/parse-cadence';
import { projectNamed } from '../../application/documents/project-named';
import { startReconcile } from '../start-reconcile';

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
    await cli.onConnection(command, async (session) => {
      const { store, connection } = session;
      const shown = await store.inTenant(connection.tenantId, async (tx) => {
        const project = await projectNamed(tx, connection, name);
        if (cadence === null) {
          return { project, cadence: (await tx.feeds.find(connection, project.id, feed))?.cadence ?? null };
        }
        await tx.feeds.ensure(connection, project.id, feed, cadence);
        await tx.feeds.setCadence(connection, project.id, feed, cadence);
        await tx.audit(connection, 'feed.cadenceSet', { projectId: project.id, feed, cadence });
        return { project, cadence };
      });
      if (cadence !== null) cli.say(await startReconcile(session, connection));
      return {
        text: facts([
          ['project', shown.project.number],
          ['feed', feed],
          ['cadence', shown.cadence === null ? 'not polled' : JSON.stringify(shown.cadence)],
        ]),
        json: { projectId: shown.project.id, projectNumber: shown.project.number, feed, cadence: shown.cadence },
      };
    });
  });
}
