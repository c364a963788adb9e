import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerPollNow } from './now';

export function register(poll: Command, cli: Cli): void {
  registerPollNow(poll, cli);
}
