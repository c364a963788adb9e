import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { actorOption, examples } from '../../options/common-options';
import { readConnectionFile } from '../../../application/connections/read-connection-file';
import { secretPlaces } from '../../../application/connections/secrets-by-place';
import { saveConnectionFile, standingConnection } from '../../../application/connections/save-connection';
import { renewSchedules } from '../../../application/feeds/renew-schedules';
import { erpSystems } from '../../../processes/gateways/erp-systems';
import { gatherSecrets } from '../../options/gather-secrets';
import { readTextFile } from '../../options/read-text-file';

export function register(command: Command, cli: Cli): void {
  command
    .requiredOption('--file <connection.json>', 'the settings; "connection schema" describes them')
    .option('--secrets-stdin', 'read the secrets that are not in the environment from stdin');
  actorOption(command).addHelpText(
    'after',
    `
Secrets (${secretPlaces(erpSystems).join(', ')}) are never arguments and never
stand in the file. For each write {"env": "NAME"}, or leave it out: then it is asked for on the terminal, or read from
stdin with --secrets-stdin, as JSON of the file's shape or one a line in the order above. What is left out of a
connection that exists stays as it is stored.`,
  );
  examples(
    command,
    'connection add --file connection.json',
    'connection add --file connection.json --secrets-stdin < secrets.json',
  );
  command.action(async ({ file, secretsStdin = false }: { file: string; secretsStdin?: boolean }) => {
    const text = await readTextFile(cli.terminal.folder, file);
    const read = readConnectionFile(file, text, erpSystems);
    await cli.inContext(command, async (context) => {
      const standing = await standingConnection(context, read);
      const secrets = await gatherSecrets(cli.terminal, read, {
        stdin: secretsStdin,
        stored: standing?.secrets ?? null,
      });
      const saved = await saveConnectionFile(context, read, secrets, erpSystems);
      const scope = { tenantId: read.file.tenant, connectionId: read.file.id };
      cli.say(await renewSchedules(context, scope));
      const { what, changed, released } = saved;
      const lines = [
        `connection ${scope.connectionId} ${what}`,
        ...(what === 'changed' ? [`changed: ${changed.join(', ') || 'credentials only'}`] : []),
        ...(released === 0 ? [] : [`${released} held documents go on`]),
        ...(read.defaults.length === 0 ? [] : ['taken as default:', ...read.defaults.map((line) => `  ${line}`)]),
        ...(what === 'added' ? [`next: ml-connector connection check --connection ${scope.connectionId}`] : []),
      ];
      return {
        text: `${lines.join('\n')}\n`,
        json: { connection: scope.connectionId, tenant: scope.tenantId, ...saved, defaults: read.defaults },
      };
    });
  });
}
