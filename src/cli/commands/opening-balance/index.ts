import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerOpeningBalanceConfirm } from './confirm';
import { registerOpeningBalanceImport } from './import';
import { registerOpeningBalanceList } from './list';

export function register(openingBalance: Command, cli: Cli): void {
  registerOpeningBalanceImport(openingBalance, cli);
  registerOpeningBalanceConfirm(openingBalance, cli);
  registerOpeningBalanceList(openingBalance, cli);
}
