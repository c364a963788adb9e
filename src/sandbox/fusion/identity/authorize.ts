import type { Answer } from '../../http/send-answer';
import type { FusionRequest } from '../front/fusion-request';
import type { FusionState } from '../fusion-state';
import type { FusionSandboxSettings } from '../settings';
import { verifiedClaims } from './signed-token';
import { basicCredentials, sameText } from './token-endpoint';

export type FusionUser = FusionSandboxSettings['users'][number];

/** The user that the call acts as, or the 401. */
export function authorize(state: FusionState, request: FusionRequest): FusionUser | Answer {
  const name = usernameOf(state, request.header('authorization'));
  return state.settings.users.find(({ username }) => username === name) ?? unauthorized(state.settings);
}

function usernameOf(state: FusionState, authorization: string): string | undefined {
  const { settings } = state;
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
  if (token === undefined) {
    const [name, password] = basicCredentials(authorization);
    const user = settings.users.find(({ username }) => username === name && name !== '');
    const isRight =
      settings.basicAuth && user !== undefined && user.password !== '' && sameText(password, user.password);
    return isRight ? user.username : undefined;
  }
  const grant = state.tokens.valid(token, state.nowMs());
  if (grant !== undefined) {
    return grant.audience === state.audience ? grant.user : undefined;
  }
  const claims = settings.selfSignedTokens ? verifiedClaims(token, settings.trustedIssuers, state.nowMs()) : '';
  return typeof claims !== 'string' && typeof claims['prn'] === 'string' ? claims['prn'] : undefined;
}

function unauthorized(settings: FusionSandboxSettings): Answer {
  return {
    status: 401,
    contentType: 'text/plain',
    body: settings.unauthorizedBody === 'empty' ? '' : 'Unauthorized',
    headers: { 'WWW-Authenticate': 'Bearer' },
  };
}
