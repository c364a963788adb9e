import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerOutboxList } from './list';

export function register(outbox: Command, cli: Cli): void {
  registerOutboxList(outbox, cli);
}
