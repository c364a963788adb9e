import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { onConnectionOption } from '../../common-options';
import { showConnection } from '../../../application/connections/show-connections';
import { facts, jsonText, table } from '../../output';

export function register(command: Command, cli: Cli): void {
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const view = await showConnection(context);
      const { settings, feeds, ...head } = view;
      const rows = feeds.map((feed) => [
        feed.name,
        feed.projectId,
        JSON.stringify(feed.cadence),
        feed.lastRunAt ?? 'never',
        feed.lastError,
      ]);
      return {
        text: [
          facts(Object.entries(head)),
          `settings:\n${jsonText(settings)}`,
          table(['feed', 'project', 'cadence', 'last run', 'last error'], rows, 'no feeds'),
        ].join('\n'),
        json: view,
      };
    }),
  );
}
