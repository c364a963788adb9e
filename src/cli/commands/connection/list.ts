import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { listConnections } from '../../../application/connections/show-connections';
import { table } from '../../output';
import { blackoutText } from '../../text/feed-text';

export function register(command: Command, cli: Cli): void {
  command.action(() =>
    cli.inContext(command, async (context) => {
      const views = await listConnections(context);
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
            view.pausedReason ?? view.rebuildReason ?? blackoutText(view.blackout),
          ]),
          'no connection yet; add one with "ml-connector connection add --file connection.json"',
        ),
        json: { connections: views },
      };
    }),
  );
}
