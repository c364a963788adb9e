import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerLedgerRebuild } from './rebuild';

export function register(ledger: Command, cli: Cli): void {
  registerLedgerRebuild(ledger, cli);
}
