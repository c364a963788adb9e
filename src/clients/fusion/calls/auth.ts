import { z } from 'zod';
import { Unauthorised } from '../../http/client-error';
import type { HttpConnection } from '../../http/http-connection';
import type { RequestBody } from '../../http/request-body';
import { parseAnswer } from '../../http/schema-at-edge';
import { sendRequest } from '../../http/send-request';
import { TokenCache, type CachedToken } from '../../http/token-cache';
import type { FusionSettings } from '../settings';
import { readFusionAnswer } from './answer';
import { tokenErrorOf } from './errors';
import { backDatedSeconds, signedJwt } from './signed-jwt';

export type FusionTokens = TokenCache<CachedToken>;

type Authentication = FusionSettings['authentication'];
type AtDomain = Exclude<Authentication, { readonly method: 'selfSigned' }>;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.string().regex(/^\d{1,9}$/) });

/** An assertion is used at once. */
const assertionMinutes = 5;

/** One token for the connection, renewed a minute before its time is over (reference 1.2). */
export function fusionTokens(connection: HttpConnection, settings: FusionSettings, nowMs: () => number): FusionTokens {
  return new TokenCache({ fetchToken: () => fetchToken(connection, settings, nowMs()), nowMs, earlyMs: 60_000 });
}

async function fetchToken(connection: HttpConnection, settings: FusionSettings, nowMs: number): Promise<CachedToken> {
  const { authentication } = settings;
  if (authentication.method !== 'selfSigned') return requestToken(connection, settings, authentication, nowMs);
  const { issuer, username, certificate, minutes } = authentication;
  const { privateKey } = secretsIn(settings);
  const value = said(() => signedJwt({ iss: issuer, prn: username }, { privateKey, certificate }, { nowMs, minutes }));
  return { value, expiresAtMs: nowMs + (minutes * 60 - backDatedSeconds) * 1000 };
}

async function requestToken(
  connection: HttpConnection,
  settings: FusionSettings,
  authentication: AtDomain,
  nowMs: number,
): Promise<CachedToken> {
  const operation = 'requestToken';
  const { clientSecret } = secretsIn(settings);
  const basic = Buffer.from(`${authentication.clientId}:${clientSecret}`, 'utf8').toString('base64');
  const raw = await sendRequest(connection, {
    operation,
    effect: 'read',
    method: 'POST',
    url: new URL(authentication.tokenUrl),
    headers: {
      accept: 'application/json',
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    },
    body: grant(settings, authentication, nowMs),
    accept: 'bytes',
    limitMs: settings.readLimitMs,
    shared: true,
  });
  const answer = readFusionAnswer(raw, { operation, effect: 'read' });
  if (answer.status !== 200 || answer.body.kind !== 'json') throw tokenErrorOf(answer);
  const facts = { system: 'fusion', operation, status: 200, effect: 'read' } as const;
  const token = parseAnswer(tokenSchema, answer.body.value, facts);
  return { value: token.access_token, expiresAtMs: nowMs + Number(token.expires_in) * 1000 };
}

function grant(settings: FusionSettings, authentication: AtDomain, nowMs: number): RequestBody {
  const { scope } = authentication;
  if (authentication.method === 'clientCredentials') return { form: { grant_type: 'client_credentials', scope } };
  const { clientId: iss, username: sub, audience: aud, certificate } = authentication;
  const { privateKey } = secretsIn(settings);
  const life = { nowMs, minutes: assertionMinutes };
  const assertion = said(() => signedJwt({ iss, sub, aud }, { privateKey, certificate }, life));
  return { form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion, scope } };
}

/** What a secret holds: the client secret, a PEM private key, or both, in whatever order. */
export function secretsIn({ secret }: Pick<FusionSettings, 'secret'>): {
  readonly clientSecret: string;
  readonly privateKey: string;
} {
  const pem = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(secret)?.[0] ?? '';
  return { clientSecret: secret.replace(pem, '').trim(), privateKey: pem };
}

function said(sign: () => string): string {
  try {
    return sign();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Unauthorised(`fusion requestToken: ${error.message}`, { system: 'fusion', operation: 'requestToken' });
  }
}
