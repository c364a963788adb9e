import { createVerify, X509Certificate } from 'node:crypto';
import type { FusionSandboxSettings } from '../settings';

type Issuer = FusionSandboxSettings['trustedIssuers'][number];

const LONGEST_SECONDS = 3600;

/** Base64url of the certificate's SHA-1, as header `x5t` of a token that a client signs itself (reference 1.2). */
export function thumbprintOf(issuer: Issuer): string {
  if (issuer.certificate === undefined) {
    return issuer.x5t ?? '';
  }
  const hex = new X509Certificate(issuer.certificate).fingerprint.replaceAll(':', '');
  return Buffer.from(hex, 'hex').toString('base64url');
}

export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token signed with RS256 by a registered issuer and valid now; a text says why it is not. */
export function verifiedClaims(token: string, issuers: readonly Issuer[], nowMs: number): Claims | string {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  const header = partOf(head);
  const claims = partOf(body);
  if (header === undefined || claims === undefined || more.length > 0) {
    return 'not a JWT';
  }
  if (header['alg'] !== 'RS256') {
    return 'the algorithm must be RS256';
  }
  const issuer = issuers.find((known) => known.issuer === claims['iss'] && thumbprintOf(known) === header['x5t']);
  if (issuer === undefined) {
    return 'no registered issuer has this name (iss) and certificate (x5t)';
  }
  const key = issuer.certificate ?? issuer.publicKey ?? '';
  if (!createVerify('RSA-SHA256').update(`${head}.${body}`).verify(key, signature, 'base64url')) {
    return 'the signature does not fit the registered certificate';
  }
  const now = Math.floor(nowMs / 1000);
  const [issuedAt, expires] = [Number(claims['iat']), Number(claims['exp'])];
  if (!(issuedAt <= now) || !(expires > now)) {
    return 'iat must be past and exp to come';
  }
  return expires - issuedAt > LONGEST_SECONDS ? 'exp must be at most 60 minutes after iat' : claims;
}

function partOf(text: string): Claims | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Claims) : undefined;
  } catch {
    return undefined;
  }
}
