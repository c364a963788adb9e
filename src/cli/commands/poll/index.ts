import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerPollBackfill } from './backfill';
import { registerPollNow } from './now';
import { registerPollPause, registerPollUnpause } from './pause';

export function register(poll: Command, cli: Cli): void {
  registerPollNow(poll, cli);
  registerPollPause(poll, cli);
  registerPollUnpause(poll, cli);
  registerPollBackfill(poll, cli);
}
