#!/usr/bin/env node
import { runCli } from './run-cli';
import { processTerminal } from './terminal';

// The exit code is set, not forced: what was written to a pipe must arrive.
void runCli(process.argv.slice(2), processTerminal()).then((exitCode) => {
  process.exitCode = exitCode;
});
