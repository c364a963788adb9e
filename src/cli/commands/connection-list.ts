import type { Command } from 'commander';
import { allConnections } from '../choose-connection';
import type { Cli } from '../cli';
import { connectionView } from '../connection-view';
import { table } from '../output';

export function registerConnectionList(connection: Command, cli: Cli): void {
  const command = connection.command('list').description('list the connections');
  command.action(() =>
    cli.onStore(command, async ({ store }) => {
      const views = (await allConnections(store)).map(connectionView);
      return {
        text: table(
          ['connection', 'tenant', 'environment', 'erp', 'company', 'live since', 'paused'],
          views.map((view) => [
            view.connection,
            view.tenant,
            view.environment,
            view.erp,
            view.settings.procore.companyId,
            view.goLiveAt ?? 'not live',
            view.pausedReason,
          ]),
          'no connection yet; add one with "ml-connector connection add --file connection.json"',
        ),
        json: { connections: views },
      };
    }),
  );
}
