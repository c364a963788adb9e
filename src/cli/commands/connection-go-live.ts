import type { Command } from 'commander';
import { createDiscoverProjects } from '../../activities/feeds/discover-projects';
import { createPollRequisitions } from '../../activities/feeds/poll-requisitions';
import { createGateways } from '../../processes/gateways';
import type { Cli } from '../cli';
import { actorOption, examples, onConnectionOption } from '../common-options';
import { goLiveConnection, takeOverText } from '../../application/connections/go-live';
import { parseTakeOver } from '../parse-take-over';
import { startReconcile } from '../start-reconcile';

export function registerConnectionGoLive(connection: Command, cli: Cli): void {
  const command = connection
    .command('go-live')
    .description('begin to post: reads everything, takes over what is in the books already, and posts the rest')
    .requiredOption(
      '--take-over <choice...>',
      'required: "all" (every requisition approved now is in the books already), "through YYYY-MM-DD" (those billed through that day), or "none"',
    );
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
What is taken over is never posted. It counts through the opening balance of its commitment, which is imported and
confirmed with "ml-connector opening-balance". Going live cannot be undone.`,
  );
  examples(
    command,
    'connection go-live --take-over all',
    'connection go-live --take-over through 2026-09-30 --as "C. Controller"',
  );
  command.action(async ({ takeOver }: { takeOver: readonly string[] }) => {
    const choice = parseTakeOver(takeOver);
    await cli.onConnection(command, async (session) => {
      const { store, connection } = session;
      const gateways = createGateways({ store });
      try {
        const ports = { store, procore: gateways.procore, erp: gateways.erp };
        const went = await goLiveConnection(
          {
            store,
            discoverProjects: createDiscoverProjects(ports),
            pollProject: createPollRequisitions(ports),
            report: (line) => {
              cli.say(line);
            },
          },
          connection,
          choice,
        );
        cli.say(await startReconcile(session, connection));
        const { takenOver, hinted, projects, released } = went;
        const count = { projects, takenOver: takenOver.length, toPost: hinted.length, released };
        return {
          text:
            `connection ${connection.connectionId} is live (take-over: ${takeOverText(choice)})\n` +
            `${count.projects} projects read; ${count.takenOver} requisitions taken over, ${count.toPost} on their way\n` +
            (count.takenOver > 0
              ? 'next: ml-connector opening-balance import FILE, then opening-balance confirm\n'
              : ''),
          json: { connection: connection.connectionId, takeOver: takeOverText(choice), ...count },
        };
      } finally {
        await gateways.close();
      }
    });
  });
}
