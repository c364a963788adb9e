import type { Request, RequestHandler, Response } from 'express';
import { matchesDigest } from '../../crypto/secret-digest';

export type CodecAccess =
  /** No token: for a server on loopback only, where the Temporal UI over http would skip decoding if told to pass one. */
  | { readonly mode: 'loopback' }
  /** https is in front; `tokenDigest` is the SHA-256 of the admin token. */
  | { readonly mode: 'adminToken'; readonly tokenDigest: Uint8Array };

export interface CodecGuardOptions {
  readonly access: CodecAccess;
  /** Exact origins of the Temporal UI: scheme, host and port, no slash at the end. */
  readonly allowedOrigins: readonly string[];
  /** Exact `Host` headers by which we are called, with the port unless it is the scheme's own. */
  readonly allowedHosts: readonly string[];
}

const ALLOWED_HEADERS = 'Content-Type, X-Namespace, Authorization, Authorization-Extras';
const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/**
 * Whoever passes can have anything decrypted, so this stands before the body is read. The Host check stops DNS rebinding (a foreign page whose
 * name was pointed at loopback), the Origin check other pages. Programs send no Origin: with a token they may, on loopback they must give it.
 */
export function codecGuard(options: CodecGuardOptions): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    response.setHeader('Cache-Control', 'no-store');
    if (!options.allowedHosts.includes(request.headers.host ?? '')) {
      refuse(response, 421, 'hostNotAllowed');
      return;
    }
    if (origin === undefined ? options.access.mode === 'loopback' : !options.allowedOrigins.includes(origin)) {
      refuse(response, 403, 'originNotAllowed');
      return;
    }
    if (options.access.mode === 'loopback' && !LOOPBACK.test(request.socket.remoteAddress ?? '')) {
      refuse(response, 403, 'notLoopback');
      return;
    }
    if (origin !== undefined) response.setHeader('Access-Control-Allow-Origin', origin);
    if (request.method === 'OPTIONS') {
      answerPreflight(response);
      return;
    }
    if (options.access.mode === 'adminToken' && !matchesDigest(bearerToken(request), options.access.tokenDigest)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      refuse(response, 401, 'tokenRefused');
      return;
    }
    next();
  };
}

function answerPreflight(response: Response): void {
  response.setHeader('Access-Control-Allow-Methods', 'POST, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  response.setHeader('Access-Control-Max-Age', '600');
  response.status(204).end();
}

function bearerToken(request: Request): string {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

const MESSAGES = {
  hostNotAllowed: 'this host name is not one of the codec server; use the address it was configured with',
  originNotAllowed: 'only the configured Temporal UI may ask; its exact origin must be in the Origin header',
  notLoopback: 'without a token only this machine may ask',
  tokenRefused: 'the Authorization header must be "Bearer" with the admin token',
} as const;

function refuse(response: Response, status: number, code: keyof typeof MESSAGES): void {
  response.status(status).json({ error: { code, message: MESSAGES[code] } });
}
