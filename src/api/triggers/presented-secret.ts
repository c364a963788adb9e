import type { IncomingHttpHeaders } from 'node:http';

/** The secret that a caller sent: the password of Basic, whoever the user is; a bearer token; `X-Api-Key`. Empty: none. */
export function presentedSecret(headers: IncomingHttpHeaders): string {
  const { authorization = '', 'x-api-key': key } = headers;
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)$/.exec(authorization.trim()) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const pair = Buffer.from(credentials, 'base64').toString('utf8');
      return pair.slice(pair.indexOf(':') + 1);
    }
    case 'bearer':
      return credentials;
    default:
      return typeof key === 'string' ? key : '';
  }
}
