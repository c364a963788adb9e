import type { AisRequest } from '../ais-request';
import { errorAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import type { SandboxState } from '../sandbox-state';
import { balancerNode } from './balancer-node';
import { credentialsOf, deviceNameOf, tokenOf } from './credentials';

export interface Caller {
  readonly username: string;
  /** Undefined for a stateless Basic call. */
  readonly token: string | undefined;
}

/** A token, or user and password for one stateless call. */
export function authenticate(state: SandboxState, request: AisRequest): Caller | Answer {
  const token = tokenOf(request);
  if (token !== undefined) {
    const use = { token, deviceName: deviceNameOf(request), address: request.address, node: balancerNode(request) };
    const session = state.sessions.find(use, true);
    return session === undefined
      ? errorAnswer(state.settings.expiredAnswer, 'Invalid Token')
      : { username: session.username, token };
  }
  const credentials = credentialsOf(request);
  if (credentials === undefined || !isKnownUser(state, credentials.username, credentials.password)) {
    return errorAnswer(403, 'Authorization Failure: no valid token, user or password');
  }
  return { username: credentials.username, token: undefined };
}

export function isKnownUser(state: SandboxState, username: string, password: string): boolean {
  return state.settings.users.some((user) => user.username === username && user.password === password);
}
