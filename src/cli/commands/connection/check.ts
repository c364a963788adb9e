import { exitCodes } from '../../exit-codes';
import type { Command } from 'commander';
import { checkConnection } from '../../../application/connections/check-connection';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';

export function register(command: Command, cli: Cli): void {
  onConnectionOption(actorOption(command));
  examples(command, 'connection check', 'connection check --connection acme-jde --json');
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const { ok, steps, procoreUserId, released } = await checkConnection(context);
      const failed = steps.filter((step) => !step.ok).length;
      const lines = steps.flatMap((step) => [
        `${step.ok ? 'ok    ' : 'FAILED'}  ${step.system.padEnd(7)}  ${step.name}: ${step.detail}`,
        ...(step.ask === null ? [] : [`        ask ${step.ask.replace(/^ask /, '')}`]),
      ]);
      lines.push(ok ? `all ${steps.length} steps went well` : `${failed} of ${steps.length} steps failed`);
      if (released > 0) lines.push(`${released} held documents go on`);
      return {
        text: `${lines.join('\n')}\n`,
        json: { connection: context.connection.connectionId, ok, steps, procoreUserId, released },
        exitCode: ok ? exitCodes.ok : exitCodes.failed,
      };
    }),
  );
}
