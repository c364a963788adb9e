import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerCommitmentExport } from './export';
import { registerCommitmentImport } from './import';
import { registerCommitmentList } from './list';

export function register(commitment: Command, cli: Cli): void {
  registerCommitmentList(commitment, cli);
  registerCommitmentExport(commitment, cli);
  registerCommitmentImport(commitment, cli);
}
