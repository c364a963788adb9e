import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { unpauseConnection } from '../../../application/connections/pause-connection';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function register(command: Command, cli: Cli): void {
  onConnectionOption(actorOption(command));
  examples(command, 'connection unpause --as "C. Controller"');
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const { connectionId } = context.connection;
      const { released } = await unpauseConnection(context);
      return {
        text: `connection ${connectionId} posts again; ${released} held documents go on\n`,
        json: { connection: connectionId, released },
      };
    }),
  );
}
