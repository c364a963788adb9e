import { randomBytes } from 'node:crypto';

export interface IssuedToken {
  readonly accessToken: string;
  readonly createdAtUnixSeconds: number;
  readonly expiresAtMs: number;
}

/** Several tokens of one client are valid at the same time. */
export class TokenRegistry {
  #tokens = new Map<string, IssuedToken>();
  readonly #lifetimeSeconds: number;
  readonly #now: () => Date;

  constructor(lifetimeSeconds: number, now: () => Date) {
    this.#lifetimeSeconds = lifetimeSeconds;
    this.#now = now;
  }

  issue(): IssuedToken {
    const nowMs = this.#now().getTime();
    const token: IssuedToken = {
      accessToken: `sandbox.${randomBytes(32).toString('base64url')}`,
      createdAtUnixSeconds: Math.floor(nowMs / 1000),
      expiresAtMs: nowMs + this.#lifetimeSeconds * 1000,
    };
    this.#tokens.set(token.accessToken, token);
    return token;
  }

  valid(accessToken: string): IssuedToken | undefined {
    const token = this.#tokens.get(accessToken);
    return token !== undefined && this.#now().getTime() < token.expiresAtMs ? token : undefined;
  }

  revoke(accessToken: string): void {
    this.#tokens.delete(accessToken);
  }

  expireAll(): void {
    this.#tokens = new Map();
  }
}
