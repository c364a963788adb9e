import { timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import { isJsonObject, numberOf, textOf } from '../../http/json-value';
import { parseJson } from '../../http/parse-json';
import { textBodyOf } from '../../http/read-text-body';
import { sendJson } from '../../http/send-json';
import { multipartFields } from '../../http/multipart-fields';
import type { SandboxContext } from '../sandbox-context';
import { bearerToken } from '../gate/bearer-token';

export function oauthRoutes(context: SandboxContext): Router {
  const router = Router();
  const { settings, tokens, store } = context;

  router.post('/oauth/token', (request, response) => {
    const fields = bodyFields(request);
    if (fields.get('grant_type') !== 'client_credentials') {
      const description = 'The authorization grant type is not supported by the authorization server.';
      sendJson(response, 400, { error: 'unsupported_grant_type', error_description: description });
      return;
    }
    const known =
      sameText(fields.get('client_id'), settings.clientId) &&
      sameText(fields.get('client_secret'), settings.clientSecret);
    if (!known) {
      const description = 'Client authentication failed due to unknown client, or unsupported authentication method.';
      sendJson(response, 401, { error: 'invalid_client', error_description: description });
      return;
    }
    const token = tokens.issue();
    sendJson(response, 200, {
      access_token: token.accessToken,
      token_type: 'bearer',
      expires_in: numberOf(settings.tokenLifetimeSeconds),
      created_at: numberOf(token.createdAtUnixSeconds),
    });
  });

  router.get('/oauth/token/info', (request, response) => {
    const token = tokens.valid(bearerToken(request) ?? '');
    if (token === undefined) {
      sendJson(response, 401, { error: 'invalid_token', error_description: 'The access token expired' });
      return;
    }
    sendJson(response, 200, {
      resource_owner_id: store.me['id'] ?? null,
      scopes: [],
      expires_in_seconds: numberOf(Math.floor((token.expiresAtMs - context.now().getTime()) / 1000)),
      application: { uid: settings.clientId },
      created_at: numberOf(token.createdAtUnixSeconds),
    });
  });

  router.post('/oauth/revoke', (request, response) => {
    tokens.revoke(bodyFields(request).get('token') ?? '');
    sendJson(response, 200, {});
  });
  return router;
}

/** Form, JSON and multipart bodies are accepted alike. */
function bodyFields(request: Request): ReadonlyMap<string, string> {
  const text = textBodyOf(request);
  const type = request.get('content-type') ?? '';
  if (type.includes('multipart/form-data')) {
    return multipartFields(text, type);
  }
  if (!type.includes('json')) {
    return new Map(new URLSearchParams(text));
  }
  try {
    const body = parseJson(text);
    return new Map(Object.entries(isJsonObject(body) ? body : {}).map(([name, value]) => [name, textOf(value) ?? '']));
  } catch {
    // A body that is not JSON holds no grant type, and that is what the answer says.
    return new Map();
  }
}

function sameText(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
