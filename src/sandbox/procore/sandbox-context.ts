import type { AnswerSettings } from './answers/answer-settings';
import type { RecordChanges } from './records/record-changes';
import type { RecordStore } from './records/record-store';
import type { SandboxSettings } from './sandbox-settings';
import type { TokenRegistry } from './gate/token-registry';
import type { HookRegistry } from './webhooks/hook-registry';
import type { WebhookDispatcher } from './webhooks/webhook-dispatcher';

/** What every route of one running sandbox shares. */
export interface SandboxContext {
  readonly settings: SandboxSettings;
  /** May be set anew while it runs: read at each answer, kept by none. */
  answers: AnswerSettings;
  readonly store: RecordStore;
  readonly changes: RecordChanges;
  readonly tokens: TokenRegistry;
  readonly hooks: HookRegistry;
  readonly dispatcher: WebhookDispatcher;
  readonly now: () => Date;
}
