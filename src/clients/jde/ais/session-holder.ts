import { TokenCache } from '../../http/token-cache';
import type { AisSession } from './auth';

export interface SessionHolderOptions {
  readonly login: () => Promise<AisSession>;
  readonly logout: (session: AisSession) => Promise<unknown>;
  readonly tokenAgeMs: number;
  readonly nowMs: () => number;
}

/**
 * The one session of a connection. A session that is given up is logged out only when its last call has ended: ending
 * it under a running orchestration could end that as well.
 */
export class SessionHolder {
  readonly #options: SessionHolderOptions;
  readonly #cache: TokenCache<AisSession>;
  readonly #callsOf = new Map<AisSession, number>();
  readonly #retired = new Set<AisSession>();
  readonly #ended = new WeakSet<AisSession>();
  readonly #farewells = new Set<Promise<unknown>>();
  #current: AisSession | undefined;

  constructor(options: SessionHolderOptions) {
    this.#options = options;
    this.#cache = new TokenCache({
      fetchToken: () => this.#replace(),
      earlyMs: Math.min(60_000, options.tokenAgeMs / 5),
      marginMs: Math.min(10_000, options.tokenAgeMs / 10),
      nowMs: options.nowMs,
    });
  }

  async run<T>(call: (session: AisSession) => Promise<T>): Promise<T> {
    const session = await this.#cache.get();
    this.#callsOf.set(session, (this.#callsOf.get(session) ?? 0) + 1);
    try {
      return await call(session);
    } finally {
      const left = (this.#callsOf.get(session) ?? 1) - 1;
      if (left > 0) this.#callsOf.set(session, left);
      else this.#callsOf.delete(session);
      this.#logOutWhenIdle(session);
    }
  }

  /** The session was refused: the next call opens another one. */
  refused(session: AisSession): void {
    this.#cache.invalidate(session);
    this.#retire(session);
  }

  async giveUp(): Promise<void> {
    if (this.#current !== undefined) this.refused(this.#current);
    await Promise.all(this.#farewells);
  }

  async #replace(): Promise<AisSession> {
    const session = await this.#options.login();
    const before = this.#current;
    this.#current = session;
    if (before !== undefined) this.#retire(before);
    return session;
  }

  #retire(session: AisSession): void {
    if (this.#current === session) this.#current = undefined;
    if (!this.#ended.has(session)) this.#retired.add(session);
    this.#logOutWhenIdle(session);
  }

  #logOutWhenIdle(session: AisSession): void {
    if (!this.#retired.has(session) || this.#callsOf.has(session)) return;
    this.#retired.delete(session);
    this.#ended.add(session);
    // Nobody waits for this, and a session that cannot be logged out ends by itself at the customer's time limit.
    const farewell = this.#options.logout(session).catch(() => undefined);
    this.#farewells.add(farewell);
    void farewell.finally(() => this.#farewells.delete(farewell));
  }
}
