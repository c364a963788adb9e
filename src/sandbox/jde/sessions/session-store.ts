import { randomBytes } from 'node:crypto';
import type { JdeSandboxSettings } from '../settings';

export interface Session {
  readonly token: string;
  readonly username: string;
  readonly environment: string;
  readonly role: string;
  /** Undefined when the token was asked for without one: then it is bound to the address. */
  readonly deviceName: string | undefined;
  readonly address: string;
  readonly node: string;
  readonly startedAtMs: number;
  usedAtMs: number;
}

export interface TokenUse {
  readonly token: string;
  readonly deviceName: string | undefined;
  readonly address: string;
  readonly node: string | undefined;
}

export class SessionStore {
  readonly #sessions = new Map<string, Session>();

  constructor(private readonly settings: () => JdeSandboxSettings) {}

  /** Undefined when the limit of sessions is reached. */
  start(owner: Omit<Session, 'token' | 'startedAtMs' | 'usedAtMs'>): Session | undefined {
    const { maxSessions } = this.settings();
    if (maxSessions > 0 && this.count() >= maxSessions) {
      return undefined;
    }
    const now = Date.now();
    const session: Session = { ...owner, token: newToken(), startedAtMs: now, usedAtMs: now };
    this.#sessions.set(session.token, session);
    return session;
  }

  /** The session when the token is alive and used from where it was made for. */
  find(use: TokenUse, touch: boolean): Session | undefined {
    this.#dropExpired();
    const session = this.#sessions.get(use.token);
    if (session === undefined || !isBoundTo(session, use) || !this.#isOnItsNode(session, use)) {
      return undefined;
    }
    if (touch) {
      session.usedAtMs = Date.now();
    }
    return session;
  }

  end(session: Session): void {
    this.#sessions.delete(session.token);
  }

  expireAll(): number {
    const count = this.#sessions.size;
    this.#sessions.clear();
    return count;
  }

  count(): number {
    this.#dropExpired();
    return this.#sessions.size;
  }

  isAlive(token: string): boolean {
    this.#dropExpired();
    return this.#sessions.has(token);
  }

  #isOnItsNode(session: Session, use: TokenUse): boolean {
    return !this.settings().affinity || session.node === use.node;
  }

  #dropExpired(): void {
    const { sessionIdleSeconds, sessionAbsoluteSeconds } = this.settings();
    const now = Date.now();
    for (const session of this.#sessions.values()) {
      if (
        now - session.usedAtMs > sessionIdleSeconds * 1000 ||
        now - session.startedAtMs > sessionAbsoluteSeconds * 1000
      ) {
        this.#sessions.delete(session.token);
      }
    }
  }
}

function isBoundTo(session: Session, use: TokenUse): boolean {
  return session.deviceName === undefined ? session.address === use.address : session.deviceName === use.deviceName;
}

/** Holds `+`, `/` and `=` every time: a client that forgets to encode them in an address must not get by on luck. */
function newToken(): string {
  return `044${randomBytes(36).toString('base64')}+/${randomBytes(19).toString('base64')}`;
}
