import type { AisRequest } from '../ais-request';
import { errorAnswer, jsonAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import { textOf } from '../../http/json-value';
import type { SandboxState } from '../sandbox-state';
import { balancerNode } from './balancer-node';
import { deviceNameOf, tokenOf } from './credentials';
import type { Session } from './session-store';

/** `tokenrequest/validate` and `jde-validate-session`. */
export function validateToken(state: SandboxState, request: AisRequest): Answer {
  const touch = request.body['touch'] === true || textOf(request.body['touch']) === 'true';
  const session = sessionOf(state, request, touch);
  return session === undefined
    ? errorAnswer(state.settings.expiredAnswer, 'Invalid Token')
    : jsonAnswer(200, { isValidSession: true });
}

/** `tokenrequest/logout` and `jde-logout`. */
export function logout(state: SandboxState, request: AisRequest): Answer {
  if (tokenOf(request) === undefined) {
    return errorAnswer(400, 'The token is missing');
  }
  const session = sessionOf(state, request, false);
  if (session === undefined) {
    return errorAnswer(444, 'Invalid Token');
  }
  state.sessions.end(session);
  return jsonAnswer(200, {});
}

function sessionOf(state: SandboxState, request: AisRequest, touch: boolean): Session | undefined {
  const token = tokenOf(request);
  return token === undefined
    ? undefined
    : state.sessions.find(
        { token, deviceName: deviceNameOf(request), address: request.address, node: balancerNode(request) },
        touch,
      );
}
