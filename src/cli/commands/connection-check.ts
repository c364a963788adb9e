import { exitCodes } from '../exit-codes';
import type { Command } from 'commander';
import { causeKey } from '../../domain/holds/cause-key';
import { createGateways } from '../../processes/gateways';
import { checkSteps } from '../check-steps';
import type { Cli } from '../cli';

import { actorOption, examples, onConnectionOption } from '../common-options';

export function registerConnectionCheck(connection: Command, cli: Cli): void {
  const command = connection
    .command('check')
    .description(
      'try Procore and the ERP step by step; each failure says what to ask whom for. Exit code 1 when one failed',
    );
  onConnectionOption(actorOption(command));
  examples(command, 'connection check', 'connection check --connection acme-jde --json');
  command.action(() =>
    cli.onConnection(command, async ({ store, connection }) => {
      const gateways = createGateways({ store });
      try {
        const { steps, procoreUserId } = await checkSteps(gateways, connection);
        const failed = steps.filter((step) => !step.ok).length;
        const released = await store.inTenant(connection.tenantId, async (tx) => {
          if (procoreUserId !== null) await tx.connections.setProcoreUser(connection, procoreUserId);
          if (failed > 0) return 0;
          // Whoever repaired the credentials on the other side is seen here first.
          return tx.mended(connection, [causeKey.credentials()]);
        });
        const lines = steps.flatMap((step) => [
          `${step.ok ? 'ok    ' : 'FAILED'}  ${step.system.padEnd(7)}  ${step.name}: ${step.detail}`,
          ...(step.ask === null ? [] : [`        ask ${step.ask.replace(/^ask /, '')}`]),
        ]);
        lines.push(failed === 0 ? `all ${steps.length} steps went well` : `${failed} of ${steps.length} steps failed`);
        if (released > 0) lines.push(`${released} held documents go on`);
        return {
          text: `${lines.join('\n')}\n`,
          json: { connection: connection.connectionId, ok: failed === 0, steps, procoreUserId, released },
          exitCode: failed === 0 ? exitCodes.ok : exitCodes.failed,
        };
      } finally {
        await gateways.close();
      }
    }),
  );
}
