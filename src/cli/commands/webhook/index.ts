import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerWebhookCheck } from './check';
import { registerWebhookRemove } from './remove';
import { registerWebhookSetup } from './setup';

export function register(webhook: Command, cli: Cli): void {
  registerWebhookSetup(webhook, cli);
  registerWebhookCheck(webhook, cli);
  registerWebhookRemove(webhook, cli);
}
