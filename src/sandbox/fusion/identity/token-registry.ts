import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface TokenGrant {
  /** Whom the token acts as: a username of Fusion. */
  readonly user: string;
  readonly audience: string;
  readonly scope: string;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

let signingKey: KeyObject | undefined;
/** One key a process: making it takes longer than everything else a sandbox does at its start. */
const keyOfTheDomain = (): KeyObject => (signingKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

/** Tokens that the identity domain gave out. */
export class TokenRegistry {
  #grants = new Map<string, TokenGrant & { readonly expiresAtMs: number }>();
  #count = 0;

  issue(grant: TokenGrant, nowMs: number, seconds: number): string {
    this.#count += 1;
    const issuedAt = Math.floor(nowMs / 1000);
    const claims = {
      iss: 'https://identity.oraclecloud.com/',
      sub: grant.user,
      aud: [grant.audience],
      scope: grant.scope,
      iat: issuedAt,
      exp: issuedAt + seconds,
      jti: String(this.#count),
    };
    const signed = `${base64url({ alg: 'RS256', typ: 'JWT', kid: 'SIGNING_KEY' })}.${base64url(claims)}`;
    const token = `${signed}.${createSign('RSA-SHA256').update(signed).sign(keyOfTheDomain(), 'base64url')}`;
    this.#grants.set(token, { ...grant, expiresAtMs: nowMs + seconds * 1000 });
    return token;
  }

  valid(token: string, nowMs: number): TokenGrant | undefined {
    const grant = this.#grants.get(token);
    return grant !== undefined && grant.expiresAtMs > nowMs ? grant : undefined;
  }

  expireAll(): number {
    const count = this.#grants.size;
    this.#grants = new Map();
    return count;
  }
}
