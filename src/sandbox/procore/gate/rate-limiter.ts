import type { Quota } from '../quota';

export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetUnixSeconds: number;
  readonly exceeded: boolean;
}

interface Window {
  readonly limit: number;
  readonly lengthMs: number;
  startedAtMs: number;
  used: number;
}

/** Two fixed windows, each beginning with its first call; the state told is that of the one that will be hit first. */
export class RateLimiter {
  readonly #windows: readonly [spike: Window, hourly: Window];
  readonly #now: () => Date;

  constructor(quota: Quota, now: () => Date) {
    this.#now = now;
    this.#windows = [
      { limit: quota.spikeLimit, lengthMs: quota.spikeWindowMs, startedAtMs: 0, used: 0 },
      { limit: quota.hourlyLimit, lengthMs: quota.hourlyWindowMs, startedAtMs: 0, used: 0 },
    ];
  }

  state(): LimitState {
    const nowMs = this.#now().getTime();
    const [spike, hourly] = this.#windows.map((window) => stateOf(window, nowMs)) as [LimitState, LimitState];
    return hourly.remaining < spike.remaining ? hourly : spike;
  }

  /** Counts one call; a refused call uses nothing up. */
  take(): LimitState {
    const nowMs = this.#now().getTime();
    for (const window of this.#windows) {
      if (nowMs >= window.startedAtMs + window.lengthMs) {
        window.startedAtMs = nowMs;
        window.used = 0;
      }
    }
    const full = this.#windows.filter((window) => window.used >= window.limit);
    const lastToReset = full.toSorted((a, b) => b.startedAtMs + b.lengthMs - (a.startedAtMs + a.lengthMs))[0];
    if (lastToReset !== undefined) {
      return { ...stateOf(lastToReset, nowMs), exceeded: true };
    }
    for (const window of this.#windows) {
      window.used += 1;
    }
    return this.state();
  }
}

function stateOf(window: Window, nowMs: number): LimitState {
  const over = nowMs >= window.startedAtMs + window.lengthMs;
  const resetMs = (over ? nowMs : window.startedAtMs) + window.lengthMs;
  return {
    limit: window.limit,
    remaining: over ? window.limit : Math.max(0, window.limit - window.used),
    resetUnixSeconds: Math.ceil(resetMs / 1000),
    exceeded: false,
  };
}
