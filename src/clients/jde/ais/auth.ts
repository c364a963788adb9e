import { CookieJar } from '../../http/cookie-jar';
import type { HttpConnection } from '../../http/http-connection';
import { parseAnswer } from '../../http/schema-at-edge';
import { sendRequest, type HttpAnswer } from '../../http/send-request';
import type { CachedToken } from '../../http/token-cache';
import { loginError } from './errors';
import { loginSchema, validateSchema } from './schemas';
import type { JdeSettings } from '../settings';

/** One AIS session. Cookies belong to it, because a balancer must lead all its calls to the server that issued it. */
export interface AisSession extends CachedToken {
  readonly id: string;
  readonly cookies: CookieJar;
}

let lastSession = 0;

/** `POST tokenrequest` (reference 2.1). The device name is always sent, so that the token is not bound to an address. */
export async function login(connection: HttpConnection, settings: JdeSettings, nowMs: number): Promise<AisSession> {
  const { username, password, deviceName, environment, role } = settings;
  const url = aisUrl(settings, settings.paths.tokenRequest);
  const answer = await sendRequest(connection, {
    operation: 'tokenrequest',
    effect: 'read',
    method: 'POST',
    url,
    body: { json: { username, password, deviceName, environment, role } },
    limitMs: settings.readLimitMs,
    shared: true,
  });
  if (answer.status !== 200 || answer.body.kind !== 'json') throw loginError(answer);
  const facts = { system: 'jde', operation: 'tokenrequest', status: 200, effect: 'read' } as const;
  const { userInfo } = parseAnswer(loginSchema, answer.body.value, facts);
  const cookies = new CookieJar();
  cookies.store(answer.setCookies);
  lastSession += 1;
  return { id: String(lastSession), value: userInfo.token, expiresAtMs: nowMs + settings.tokenAgeMs, cookies };
}

/** `POST tokenrequest/validate` (reference 2.4): anything but 200 means that the token is gone. */
export async function validate(
  connection: HttpConnection,
  settings: JdeSettings,
  session: AisSession,
): Promise<boolean> {
  const { value: token } = session;
  const { deviceName } = settings;
  const answer = await sessionCall(connection, settings, session, {
    operation: 'validate',
    path: settings.paths.validate,
    json: { token, deviceName, touch: true },
  });
  if (answer.status !== 200 || answer.body.kind !== 'json') return false;
  return validateSchema.safeParse(answer.body.value).data?.isValidSession ?? false;
}

/** `POST tokenrequest/logout` (reference 2.5). A token that is gone already is as good as logged out. */
export async function logout(connection: HttpConnection, settings: JdeSettings, session: AisSession): Promise<number> {
  const { value: token } = session;
  const path = settings.paths.logout;
  const answer = await sessionCall(connection, settings, session, { operation: 'logout', path, json: { token } });
  return answer.status;
}

export function aisUrl(settings: JdeSettings, path: string): URL {
  return new URL(`${settings.baseUrl}/${path}`);
}

/** Headers of every call of a session (reference 2.2). */
export function sessionHeaders(settings: JdeSettings, session: AisSession, url: URL): Record<string, string> {
  const cookie = session.cookies.headerFor(url.pathname);
  return {
    'jde-AIS-Auth': session.value,
    'jde-AIS-Auth-Device': settings.deviceName,
    ...(cookie === undefined ? {} : { cookie }),
  };
}

async function sessionCall(
  connection: HttpConnection,
  settings: JdeSettings,
  session: AisSession,
  call: { readonly operation: string; readonly path: string; readonly json: unknown },
): Promise<HttpAnswer> {
  const url = aisUrl(settings, call.path);
  return sendRequest(connection, {
    operation: call.operation,
    effect: 'read',
    method: 'POST',
    url,
    headers: sessionHeaders(settings, session, url),
    body: { json: call.json },
    limitMs: settings.readLimitMs,
    shared: true,
  });
}
