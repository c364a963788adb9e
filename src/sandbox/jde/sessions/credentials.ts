import type { AisRequest } from '../ais-request';
import { textOf } from '../../http/json-value';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Basic header first, then body, then query; undefined when none of them names a user. */
export function credentialsOf(request: AisRequest): Credentials | undefined {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  if (basic !== undefined) {
    const text = Buffer.from(basic, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    return { username: colon < 0 ? text : text.slice(0, colon), password: colon < 0 ? '' : text.slice(colon + 1) };
  }
  const username = textOf(request.body['username']) ?? request.query.get('$username') ?? undefined;
  const password = textOf(request.body['password']) ?? request.query.get('$password') ?? undefined;
  return username === undefined ? undefined : { username, password: password ?? '' };
}

export function tokenOf(request: AisRequest): string | undefined {
  return (
    request.headers['jde-ais-auth'] ??
    textOf(request.body['token']) ??
    request.query.get('$token') ??
    request.query.get('token') ??
    undefined
  );
}

export function deviceNameOf(request: AisRequest): string | undefined {
  return (
    request.headers['jde-ais-auth-device'] ??
    textOf(request.body['deviceName']) ??
    request.query.get('$device') ??
    request.query.get('deviceName') ??
    undefined
  );
}
