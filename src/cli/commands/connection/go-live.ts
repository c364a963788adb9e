import type { Command } from 'commander';
import { erpSystems } from '../../../processes/gateways/erp-systems';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { goLiveConnection } from '../../../application/connections/go-live';
import { takeOverText } from '../../../domain/documents/take-over';
import { parseTakeOver } from '../../options/parse-take-over';

export function register(command: Command, cli: Cli): void {
  command.requiredOption(
    '--take-over <choice...>',
    'required: "all" (every requisition approved now is in the books already), "through YYYY-MM-DD" (those billed through that day), or "none"',
  );
  onConnectionOption(actorOption(command)).addHelpText(
    'after',
    `
What is taken over is never posted. It counts through the opening balance of its commitment, which is imported and
confirmed with "ml-connector opening-balance". Going live cannot be undone. A workflow does it, so a worker must run; whoever
stops watching (Ctrl-C) stops nothing, and the same command finds it again.`,
  );
  examples(
    command,
    'connection go-live --take-over all',
    'connection go-live --take-over through 2026-09-30 --as "C. Controller"',
  );
  command.action(async ({ takeOver }: { takeOver: readonly string[] }) => {
    const choice = parseTakeOver(takeOver);
    await cli.onConnection(command, async (context) => {
      const { connection } = context;
      const { projects, takenOver, hinted, released } = await goLiveConnection(
        context,
        choice,
        (line) => {
          cli.say(line);
        },
        erpSystems,
      );
      return {
        text:
          `connection ${connection.connectionId} is live (take-over: ${takeOverText(choice)})\n` +
          `${projects} projects read; ${takenOver} requisitions taken over, ${hinted} on their way\n` +
          (takenOver > 0 ? 'next: ml-connector opening-balance import FILE, then opening-balance confirm\n' : ''),
        json: {
          connection: connection.connectionId,
          takeOver: takeOverText(choice),
          projects,
          takenOver,
          toPost: hinted,
          released,
        },
      };
    });
  });
}
