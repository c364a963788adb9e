import { endOnFault } from '../telemetry/end-on-fault';
import { runCli } from './run-cli';
import { processTerminal } from './terminal';

const isRead = process.stderr.isTTY || process.env['ML_CONNECTOR_SUPERVISED'] === '1';
endOnFault(async () => {
  const { createLogger } = await import('../telemetry/log.js');
  return createLogger({ name: 'ml-connector', level: 'fatal', style: isRead ? 'plain' : 'json' });
});

// `... | head` closes the pipe when it has seen enough; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const lingerMs = 5_000;

// The exit code is set, not forced: what was written to a pipe must arrive.
void runCli(process.argv.slice(2), processTerminal()).then((exitCode) => {
  process.exitCode = exitCode;
  // Forced only when something still holds the process then: the SDK's runtime of a worker that could not start would for ever.
  setTimeout(() => process.exit(), lingerMs).unref();
});
