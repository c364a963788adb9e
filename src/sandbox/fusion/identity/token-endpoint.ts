import { timingSafeEqual } from 'node:crypto';
import { jsonAnswer } from '../front/answer';
import type { Answer } from '../../http/send-answer';
import type { FusionRequest } from '../front/fusion-request';
import type { FusionState } from '../fusion-state';
import { verifiedClaims } from './signed-token';

const SCOPE = 'urn:opc:resource:consumer::all';
const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const ASSERTION_AUDIENCE = 'https://identity.oraclecloud.com/';

/** `POST /oauth2/v1/token` of the identity domain (reference 1.2). */
export function tokenEndpoint(state: FusionState, request: FusionRequest): Answer {
  const { settings } = state;
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.header('content-type'))) {
    return refusal(400, 'invalid_request', 'Content-Type must be application/x-www-form-urlencoded');
  }
  const client = clientOf(state, request.header('authorization'));
  if (client === undefined) {
    return refusal(settings.invalidClientStatus, 'invalid_client', 'Client authentication failed.');
  }
  const form = new URLSearchParams(request.text);
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials' && !(grant === JWT_GRANT && settings.jwtGrant)) {
    return refusal(400, 'unsupported_grant_type', `The grant type ${grant ?? ''} is not allowed for this client.`);
  }
  const scope = form.get('scope') ?? '';
  const isOther = settings.otherScopes.includes(scope);
  if (!isOther && !scopesOf(state).includes(scope)) {
    return refusal(400, 'invalid_scope', `The scope ${scope} is not allowed for this client.`);
  }
  const user = grant === JWT_GRANT ? assertedUser(state, form.get('assertion') ?? '') : client;
  if (user === undefined) {
    return refusal(400, 'invalid_grant', 'The assertion is not valid.');
  }
  const isKnown = settings.users.some(({ username }) => username === user);
  if (!isKnown && settings.clientWithoutUser === 'grantRefused') {
    return refusal(400, 'invalid_grant', `There is no application user ${user}.`);
  }
  const audience = isOther ? 'urn:opc:other-platform' : state.audience;
  const token = state.tokens.issue({ user, audience, scope }, state.nowMs(), settings.tokenSeconds);
  return jsonAnswer(200, { access_token: token, token_type: 'Bearer', expires_in: settings.tokenSeconds });
}

/** The suffix follows the audience with no separator; which spelling is declared is the administrator's. */
function scopesOf(state: FusionState): string[] {
  const { scopeForm } = state.settings;
  return [...(scopeForm === 'audience' ? [] : [SCOPE]), ...(scopeForm === 'bare' ? [] : [`${state.audience}${SCOPE}`])];
}

function assertedUser(state: FusionState, assertion: string): string | undefined {
  const claims = verifiedClaims(assertion, state.settings.trustedIssuers, state.nowMs());
  const audience = typeof claims === 'string' ? undefined : claims['aud'];
  const isForUs = audience === ASSERTION_AUDIENCE || (Array.isArray(audience) && audience.includes(ASSERTION_AUDIENCE));
  return typeof claims !== 'string' && isForUs && typeof claims['sub'] === 'string' ? claims['sub'] : undefined;
}

function clientOf(state: FusionState, authorization: string): string | undefined {
  const [id, secret] = basicCredentials(authorization);
  const found = state.settings.clients.find(({ clientId }) => clientId === id);
  return found !== undefined && sameText(secret, found.clientSecret) ? found.clientId : undefined;
}

export function basicCredentials(authorization: string): [string, string] {
  const encoded = /^Basic (.+)$/i.exec(authorization)?.[1] ?? '';
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refusal(status: number, error: string, description: string): Answer {
  return jsonAnswer(status, { error, error_description: description });
}
