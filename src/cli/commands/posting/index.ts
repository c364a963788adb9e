import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerPostingList } from './list';

export function register(posting: Command, cli: Cli): void {
  registerPostingList(posting, cli);
}
