export interface CachedToken {
  readonly value: string;
  readonly expiresAtMs: number;
}

export interface TokenCacheOptions<T extends CachedToken> {
  readonly fetchToken: () => Promise<T>;
  /** A refresh starts this long before expiry while the old token still serves. Default 5 min. */
  readonly earlyMs?: number;
  /** A token this close to expiry is not handed out any more. Default 10 s. */
  readonly marginMs?: number;
  /** Wait after an early refresh that failed, so that a sick token endpoint is not asked at every call. Default 30 s. */
  readonly earlyRetryMs?: number;
  readonly nowMs?: () => number;
  readonly onEarlyRefreshFailed?: (error: unknown) => void;
}

/**
 * Hands out one token to all callers. At most one refresh is in flight; whoever must wait for it waits for the same
 * one; a failed refresh is forgotten, so the next call starts a new one.
 */
export class TokenCache<T extends CachedToken> {
  readonly #options: TokenCacheOptions<T>;
  readonly #nowMs: () => number;
  #token: T | undefined;
  #refresh: Promise<T> | undefined;
  #noEarlyRefreshBeforeMs = 0;

  constructor(options: TokenCacheOptions<T>) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  get isRefreshing(): boolean {
    return this.#refresh !== undefined;
  }

  get shouldRefresh(): boolean {
    const early = this.#options.earlyMs ?? 5 * 60_000;
    const dueMs = Math.max((this.#token?.expiresAtMs ?? 0) - early, this.#noEarlyRefreshBeforeMs);
    return !this.isRefreshing && this.#nowMs() >= dueMs;
  }

  get mustRefresh(): boolean {
    const margin = this.#options.marginMs ?? 10_000;
    return this.#token === undefined || this.#nowMs() >= this.#token.expiresAtMs - margin;
  }

  async get(): Promise<T> {
    const token = this.#token;
    if (token === undefined || this.mustRefresh) return this.#startOrJoinRefresh();
    if (this.shouldRefresh) {
      this.#startOrJoinRefresh().catch((error: unknown) => {
        this.#noEarlyRefreshBeforeMs = this.#nowMs() + (this.#options.earlyRetryMs ?? 30_000);
        this.#options.onEarlyRefreshFailed?.(error);
      });
    }
    return token;
  }

  /** Forgets the token that was refused; a newer one stays, so a late refusal of the old one costs nothing. */
  invalidate(refused: T): void {
    if (this.#token?.value === refused.value) this.#token = undefined;
  }

  #startOrJoinRefresh(): Promise<T> {
    this.#refresh ??= this.#fetch();
    return this.#refresh;
  }

  async #fetch(): Promise<T> {
    try {
      const token = await this.#options.fetchToken();
      this.#token = token;
      this.#noEarlyRefreshBeforeMs = 0;
      return token;
    } finally {
      this.#refresh = undefined;
    }
  }
}
