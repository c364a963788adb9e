import { exitCodeOf, exitCodes } from './exit-codes';
import { CommanderError } from 'commander';
import { Cli } from './cli';
import { ActionError } from '../application/action-error';
import { isError } from '../telemetry/is-error';
import { createProgram } from './program';
import type { Terminal } from './terminal';
import { usageMessage } from './usage-message';

/** Runs one command line and gives the exit code. Errors are one clear message on stderr; a stack only with `--debug`. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const cli = new Cli(terminal);
  const program = createProgram(cli);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.ok;
      terminal.note(`${usageMessage(error, program, args)}\n`);
      return exitCodes.badInput;
    }
    terminal.note(`${args.includes('--debug') ? stackOf(error) : messageOf(error)}\n`);
    if (error instanceof ActionError) return exitCodeOf[error.kind];
    return exitCodes.failed;
  }
}

function messageOf(error: unknown): string {
  if (!isError(error)) return String(error);
  return error.message === '' ? error.name : error.message;
}

function stackOf(error: unknown): string {
  if (!isError(error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
