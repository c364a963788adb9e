import type { Command } from 'commander';
import { serviceAddresses } from '../../processes/service/service-addresses';
import { workerProcess } from '../../processes/worker-process';
import type { Cli } from '../cli';
import { portNumber } from '../options/port-number';

export function register(worker: Command, cli: Cli): void {
  worker
    .option('--metrics-port <port>', 'serve /metrics of this worker on loopback (default: not at all)', portNumber)
    .action(async ({ metricsPort }: { metricsPort?: number }, command: Command) => {
      await workerProcess(serviceAddresses(await cli.addresses(command)), metricsPort ?? null, cli.terminal.env);
    });
}
