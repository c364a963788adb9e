import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  connect,
  createSecureServer,
  type Http2SecureServer,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { TLSSocket } from 'node:tls';
import { join } from 'node:path';
import { generate, type GenerateResult } from 'selfsigned';

export interface TemporalBehindTls {
  /** For a program that may connect: address, certificates, key, server name, API key. */
  readonly env: Record<string, string>;
  /** Of clients that were let in, each once. */
  readonly seenNames: ReadonlySet<string>;
  close(): Promise<void>;
}

/** The name on the server's certificate, which is not the address that it is reached by. */
const serverName = 'temporal.example';
const apiKey = 'api-key-of-the-test';

/**
 * A gateway with mutual TLS and API keys before a Temporal server that has neither, as an ingress stands there: who has no
 * certificate of its CA is not let in, who has no API key is answered with UNAUTHENTICATED.
 */
export async function temporalBehindTls(plainAddress: string): Promise<TemporalBehindTls> {
  const ca = await certificate('test CA', [{ name: 'basicConstraints', cA: true, critical: true }]);
  const server = await certificate(
    serverName,
    [{ name: 'subjectAltName', altNames: [{ type: 2, value: serverName }] }],
    ca,
  );
  const client = await certificate('ml-connector', [], ca);
  const folder = mkdtempSync(join(tmpdir(), 'temporal-tls-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const seenNames = new Set<string>();
  const gateway = createSecureServer({
    key: server.private,
    cert: server.cert,
    ca: ca.cert,
    requestCert: true,
    rejectUnauthorized: true,
  });
  const sessions = new Set<Http2Session>();
  gateway.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
  });
  gateway.on('stream', (stream, headers) => {
    if (headers.authorization !== `Bearer ${apiKey}`) {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '16' }, { endStream: true });
      return;
    }
    const { subject } = (stream.session?.socket as TLSSocket).getPeerCertificate();
    seenNames.add(String(subject.CN));
    forward(plainAddress, stream, headers);
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const { port } = gateway.address() as AddressInfo;
  return {
    env: {
      TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: file('ca.pem', ca.cert),
      TEMPORAL_TLS_CLIENT_CERT_PATH: file('client.pem', client.cert),
      TEMPORAL_TLS_CLIENT_KEY_PATH: file('client-key.pem', client.private),
      TEMPORAL_TLS_SERVER_NAME: serverName,
      TEMPORAL_API_KEY: apiKey,
    },
    seenNames,
    close: () => end(gateway, sessions, folder),
  };
}

/** One call, with its trailers, over a connection of its own. */
function forward(plainAddress: string, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  const session = connect(`http://${plainAddress}`);
  const { ':authority': _authority, ':scheme': _scheme, ...sent } = headers;
  const call = session.request(sent);
  const giveUp = (): void => {
    stream.destroy();
    session.destroy();
  };
  session.on('error', giveUp);
  call.on('error', giveUp);
  stream.on('error', giveUp);
  stream.on('close', () => session.destroy());
  call.on('response', (answer, flags) => {
    // END_STREAM: an error without a body stands in the headers.
    const endStream = (flags & 1) === 1;
    stream.respond(answer, endStream ? { endStream } : { waitForTrailers: true });
    if (endStream) return;
    let trailers: IncomingHttpHeaders = {};
    call.on('trailers', (given) => {
      trailers = given;
    });
    stream.on('wantTrailers', () => {
      stream.sendTrailers(trailers);
    });
    call.pipe(stream);
  });
  stream.pipe(call);
}

async function certificate(
  commonName: string,
  extensions: NonNullable<Parameters<typeof generate>[1]>['extensions'],
  ca?: GenerateResult,
): Promise<GenerateResult> {
  return generate([{ name: 'commonName', value: commonName }], {
    algorithm: 'sha256',
    keyType: 'ec',
    ...(extensions === undefined || extensions.length === 0 ? {} : { extensions }),
    ...(ca === undefined ? {} : { ca: { key: ca.private, cert: ca.cert } }),
  });
}

async function end(gateway: Http2SecureServer, sessions: ReadonlySet<Http2Session>, folder: string): Promise<void> {
  rmSync(folder, { recursive: true });
  await new Promise<void>((resolve) => {
    gateway.close(() => resolve());
    for (const session of sessions) session.destroy();
  });
}
