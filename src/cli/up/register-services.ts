import { InvalidArgumentError, type Command } from 'commander';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { apiProcess } from '../../processes/api-process';
import { serviceAddresses } from '../../processes/service-addresses';
import { workerProcess } from '../../processes/worker-process';

interface ApiOptions {
  readonly host: string;
  readonly port: number;
  readonly uiOrigin: string[];
  readonly allowedHost: string[];
}

/** The two programs that `up` supervises; in production each is a process of its own, and there are many. */
export function registerServices(program: Command, cli: Cli): void {
  program
    .command('worker')
    .description('take tasks from Temporal (a process of its own in production; "up" starts one)')
    .option('--metrics-port <port>', 'serve /metrics of this worker on loopback (default: not at all)', portNumber)
    .action(async ({ metricsPort }: { metricsPort?: number }, command: Command) => {
      await workerProcess(serviceAddresses(cli.addresses(command)), metricsPort ?? null, cli.terminal.env);
    });
  program
    .command('api')
    .description('take webhooks and send signals (a process of its own in production; "up" starts one)')
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
        serviceAddresses(cli.addresses(command)),
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

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is a whole number from 0 to 65535');
  return port;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
