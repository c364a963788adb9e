import { z } from 'zod';
import type { CachedToken } from '../../http/token-cache';
import { TokenCache } from '../../http/token-cache';
import { Unauthorised } from '../../http/client-error';
import type { HttpConnection } from '../../http/http-connection';
import { parseAnswer } from '../../http/schema-at-edge';
import { sendRequest } from '../../http/send-request';
import { readErrorBody } from './error-body';
import { procoreErrorOf } from './errors';

export interface ProcoreAuthSettings {
  readonly loginBaseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type ProcoreTokens = TokenCache<CachedToken>;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.string().regex(/^\d{1,9}$/) });

const operation = 'requestToken';

/** One token for the connection, renewed five minutes before its ninety are over. */
export function procoreTokens(
  connection: HttpConnection,
  settings: ProcoreAuthSettings,
  deps: { readonly nowMs: () => number; readonly report: (what: string, error: unknown) => void },
): ProcoreTokens {
  return new TokenCache({
    fetchToken: () => requestToken(connection, settings, deps.nowMs),
    nowMs: deps.nowMs,
    onEarlyRefreshFailed: (error) => {
      deps.report('the early renewal of the Procore token failed; the present one still serves', error);
    },
  });
}

/** https://developers.procore.com/documentation/oauth-client-credentials */
async function requestToken(
  connection: HttpConnection,
  settings: ProcoreAuthSettings,
  nowMs: () => number,
): Promise<CachedToken> {
  const askedAtMs = nowMs();
  const answer = await sendRequest(connection, {
    operation,
    effect: 'read',
    method: 'POST',
    url: new URL(`${settings.loginBaseUrl.replace(/\/+$/, '')}/oauth/token`),
    body: {
      form: {
        grant_type: 'client_credentials',
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
      },
    },
    shared: true,
  });
  if (answer.status !== 200) throw tokenError(answer, nowMs());
  const value = answer.body.kind === 'json' ? answer.body.value : undefined;
  const { status, correlationId } = answer;
  const token = parseAnswer(tokenSchema, value, {
    system: 'procore',
    operation,
    effect: 'read',
    status,
    correlationId,
  });
  return { value: token.access_token, expiresAtMs: askedAtMs + Number(token.expires_in) * 1000 };
}

// OAuth allows 400 as well as 401 for credentials that are refused.
function tokenError(answer: Parameters<typeof procoreErrorOf>[0], nowMs: number): Error {
  const codes = answer.body.kind === 'json' ? readErrorBody(answer.body.value).codes : [];
  const refusal = codes.find((code) => /^(invalid_client|unauthorized_client|invalid_grant)$/.test(code));
  if (refusal === undefined) return procoreErrorOf(answer, { operation, effect: 'read' }, nowMs);
  const { status, correlationId } = answer;
  return new Unauthorised(
    `procore ${operation}: Procore does not know this client id and secret in this environment (${refusal}); the developer sandbox has credentials of its own`,
    { system: 'procore', operation, status, correlationId, detail: { codes: [refusal] } },
  );
}
