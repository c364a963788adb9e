import type { AisRequest } from '../ais-request';
import { errorAnswer, jsonAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import { numberOf, textOf } from '../../http/json-value';
import type { SandboxState } from '../sandbox-state';
import { isKnownUser } from './authenticate';
import { AFFINITY_COOKIE, balancerNode } from './balancer-node';
import { credentialsOf, deviceNameOf } from './credentials';

/** `tokenrequest` and `jde-login`. */
export function tokenRequest(state: SandboxState, request: AisRequest): Answer {
  const { settings } = state;
  if (!settings.jasAllowsAis) {
    return errorAnswer(405, 'The JAS server does not list this AIS server in its Allowed Hosts');
  }
  const credentials = credentialsOf(request);
  if (credentials === undefined || !isKnownUser(state, credentials.username, credentials.password)) {
    return errorAnswer(403, 'Authorization Failure');
  }
  const environment =
    textOf(request.body['environment']) ??
    request.headers['jde-ais-auth-environment'] ??
    settings.environments[0] ??
    '';
  const role = textOf(request.body['role']) ?? request.headers['jde-ais-auth-role'] ?? settings.roles[0] ?? '';
  if (!settings.environments.includes(environment) || !settings.roles.includes(role)) {
    return errorAnswer(403, `Authorization Failure: no environment ${environment} with role ${role} for this user`);
  }
  const node = balancerNode(request);
  const session = state.sessions.start({
    username: credentials.username,
    environment,
    role,
    deviceName: deviceNameOf(request),
    address: request.address,
    node,
  });
  if (session === undefined) {
    return errorAnswer(500, `The server has reached its maximum of ${settings.maxSessions} sessions`);
  }
  const user = settings.users.find((each) => each.username === credentials.username);
  const cookie = `${AFFINITY_COOKIE}=${node}`;
  return jsonAnswer(
    200,
    {
      username: session.username,
      environment,
      role,
      jasserver: 'http://jas.sandbox:8080',
      userInfo: {
        token: session.token,
        langPref: 'E',
        locale: 'en',
        dateFormat: DATE_FORMATS[settings.simpleDateFormat],
        dateSeperator: '/',
        simpleDateFormat: settings.simpleDateFormat,
        timeFormat: '12',
        decimalFormat: settings.decimalFormat,
        addressNumber: numberOf(user?.addressNumber ?? 1),
        alphaName: session.username,
        appsRelease: 'E920',
        country: ' ',
        username: session.username,
        longUserId: session.username,
        timeZoneOffset: 'UTC',
        dstRuleKey: ' ',
        dstRule: NO_SUMMER_TIME,
      },
      userAuthorized: true,
      adminAuthorized: false,
      version: null,
      ...(settings.affinity ? { aisSessionCookie: cookie } : {}),
    },
    settings.affinity ? { 'Set-Cookie': `${cookie}; Path=/jderest; HttpOnly` } : {},
  );
}

const NO_SUMMER_TIME = Object.fromEntries(
  ['startDate', 'endDate', 'startDayOfWeek', 'dstSavings', 'endDay', 'endDayOfWeek'].map((name) => [name, numberOf(0)]),
);

const DATE_FORMATS = {
  'dd/MM/yyyy': 'DME',
  'MM/dd/yyyy': 'MDE',
  'yyyy/MM/dd': 'EMD',
  'dd/MM/yy': 'DMY',
  'MM/dd/yy': 'MDY',
} as const;
