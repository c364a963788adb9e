import type { Command } from 'commander';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { apiProcess } from '../../processes/api-process';
import { serviceAddresses } from '../../processes/service/service-addresses';
import { portNumber } from '../options/port-number';

interface ApiOptions {
  readonly host: string;
  readonly port: number;
  readonly uiOrigin: string[];
  readonly allowedHost: string[];
}

export function register(api: Command, cli: Cli): void {
  api
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on', portNumber, 8080)
    .option(
      '--ui-origin <origin>',
      'origin of the Temporal UI that may ask for decoded payloads (repeatable)',
      collect,
      [],
    )
    .option(
      '--allowed-host <host>',
      'host, with its port unless it is the usual one, by which a proxy asks for decoded payloads (repeatable)',
      collect,
      [],
    )
    .action(async (options: ApiOptions, command: Command) => {
      const { env } = cli.terminal;
      const token = env['ML_CONNECTOR_CODEC_TOKEN']?.trim() || undefined;
      if (token === undefined && options.allowedHost.length > 0) {
        throw new ActionError(
          'badInput',
          '--allowed-host needs ML_CONNECTOR_CODEC_TOKEN: whoever comes through a proxy looks like this machine',
        );
      }
      const loopback = options.host === '127.0.0.1' || options.host === '::1' || options.host === 'localhost';
      await apiProcess(
        serviceAddresses(await cli.addresses(command)),
        {
          host: options.host,
          port: options.port,
          // Without a token nobody but this machine's browser may ask for decoded payloads.
          uiOrigins: loopback || token !== undefined ? options.uiOrigin : [],
          codecToken: token,
          allowedHosts: options.allowedHost,
        },
        env,
      );
    });
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
