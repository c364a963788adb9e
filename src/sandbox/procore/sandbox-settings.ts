import { parseAnswerSettings, type AnswerSettings } from './answers/answer-settings';
import type { Quota } from './quota';
import { QUOTAS } from './quota';

export interface ProcoreSandboxOptions {
  readonly dataFolder: string;
  /** 0 (the default) takes a free port. */
  readonly port?: number;
  readonly controlPort?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: the real windows, 25 calls in 10 s and 600 in an hour. */
  readonly quota?: Quota;
  /** Default 5400. */
  readonly tokenLifetimeSeconds?: number;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** How long a webhook receiver may take; default 5000. */
  readonly webhookTimeLimitMs?: number;
  /** Factor on webhook pauses and on the 12 h limit; default 1. */
  readonly webhookTimeScale?: number;
  /** How it answers where Procore's pages leave a choice; what is not given is as published. */
  readonly answers?: Partial<AnswerSettings>;
  readonly now?: () => Date;
}

export type SandboxSettings = Required<Omit<ProcoreSandboxOptions, 'answers'>> & { readonly answers: AnswerSettings };

export function sandboxSettings(options: ProcoreSandboxOptions): SandboxSettings {
  return {
    port: 0,
    controlPort: 0,
    host: '127.0.0.1',
    quota: QUOTAS.real,
    tokenLifetimeSeconds: 5400,
    clientId: 'sandbox-client',
    clientSecret: 'sandbox-secret',
    webhookTimeLimitMs: 5000,
    webhookTimeScale: 1,
    now: () => new Date(),
    ...definedOnly(options),
    answers: parseAnswerSettings(options.answers ?? {}),
    dataFolder: options.dataFolder,
  };
}

function definedOnly(options: ProcoreSandboxOptions): Partial<ProcoreSandboxOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
