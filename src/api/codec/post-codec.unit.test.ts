import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import express from 'express';
import fc from 'fast-check';
import type { WrappedDataKey } from '../../crypto/data-key-store';
import { KeyRing } from '../../crypto/key-ring';
import { MasterKeyRing } from '../../crypto/master-key-ring';
import { EncryptingPayloadCodec } from '../../crypto/payload-codec';
import { sealKey } from '../../crypto/seal-key';
import { secretDigest } from '../../crypto/secret-digest';
import { createLogger } from '../../telemetry/log';
import type { CodecAccess } from './codec-guard';
import { payloadToJson } from './json-payload';
import { postCodec } from './post-codec';

const ORIGIN = 'http://localhost:8233';
const TOKEN = 'admin-token-for-the-test';
const rows: WrappedDataKey[] = [];
let storeFault: Error | null = null;
const codec = new EncryptingPayloadCodec({
  keyRing: new KeyRing({
    store: {
      load: async () => {
        if (storeFault !== null) throw storeFault;
        return rows;
      },
      insertFirst: async (_tenantId, first) => {
        rows.push(first);
        return rows;
      },
    },
    masterKeys: new MasterKeyRing([sealKey('m', randomBytes(32))]),
  }),
  tenantOf: () => 'acme',
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

describe('POST /codec/decode and /codec/encode', () => {
  let server: Server;
  let port: number;
  let lines: string[];
  let sealed: Payload[];

  const start = async (access: CodecAccess, bodyLimitBytes?: number): Promise<void> => {
    const app = express();
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    lines = [];
    app.use(
      postCodec({
        codec,
        access,
        allowedOrigins: [ORIGIN],
        allowedHosts: [`127.0.0.1:${port}`],
        logger: createLogger({ name: 'api', destination: { write: (line) => void lines.push(line) } }),
        ...(bodyLimitBytes !== undefined && { bodyLimitBytes }),
      }),
    );
  };
  const call = (options: Call = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers: Readonly<Record<string, string | undefined>> = {
        origin: ORIGIN,
        'content-type': 'application/json',
        'x-namespace': 'ml-connector',
        ...options.headers,
      };
      const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
      const outgoing = httpRequest(
        {
          port,
          host: '127.0.0.1',
          method: options.method ?? 'POST',
          path: options.path ?? '/codec/decode',
          headers: sent,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(options.body);
    });
  const bodyOf = (payloads: Payload[]): string => JSON.stringify({ payloads: payloads.map(payloadToJson) });
  const code = (answer: Answer): unknown => (JSON.parse(answer.body) as { error: { code: unknown } }).error.code;

  beforeAll(async () => {
    sealed = await codec.encode([defaultPayloadConverter.toPayload({ amount: '9000.00' })]);
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  describe('on loopback, without a token', () => {
    beforeEach(() => start({ mode: 'loopback' }));

    test('the UI reads what the codec sealed, in the order sent, others untouched; who asked is logged, the content is not', async () => {
      const other = {
        metadata: { encoding: 'anNvbi9wbGFpbg==' },
        data: 'MQ==',
        externalPayloads: [{ sizeBytes: '5' }],
      };
      const body = JSON.stringify({ payloads: [other, ...sealed.map(payloadToJson)] });
      const answer = await call({ body, path: '/codec/decode?preserveStorageRefs=true' });
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        vary: 'Origin',
        'cache-control': 'no-store',
      });
      const { payloads } = JSON.parse(answer.body) as {
        payloads: { metadata: Record<string, string>; data: string }[];
      };
      expect(payloads[0]).toEqual(other);
      expect(payloads[1]!.metadata).toEqual({ encoding: Buffer.from('json/plain').toString('base64') });
      expect(Buffer.from(payloads[1]!.data, 'base64').toString()).toBe('{"amount":"9000.00"}');
      expect(JSON.parse(lines[0]!)).toMatchObject({
        level: 40,
        operation: 'decode',
        count: 2,
        tenantId: 'system',
        status: 200,
        origin: ORIGIN,
        namespace: 'ml-connector',
        remoteAddress: '127.0.0.1',
      });
      expect(lines.join('')).not.toMatch(/9000|OTAwMC/);
    });

    test('a preflight of the UI is answered with its origin, of another page refused', async () => {
      const preflight = { 'access-control-request-method': 'POST', 'content-type': undefined };
      const answer = await call({ method: 'OPTIONS', headers: preflight });
      expect(answer.status).toBe(204);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-methods': 'POST, OPTIONS',
        'access-control-allow-headers': 'Content-Type, X-Namespace, Authorization, Authorization-Extras',
      });
      const refused = await call({ method: 'OPTIONS', headers: { ...preflight, origin: 'http://evil.example' } });
      expect(refused.status).toBe(403);
      expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    });

    test.each([
      ['none', undefined],
      ['null', 'null'],
      ['another', 'http://evil.example'],
      ['ours with more', `${ORIGIN}.evil.example`],
      ['another scheme', ORIGIN.replace('http', 'https')],
      ['another port', 'http://localhost:8234'],
    ])('an origin that is not exactly ours decodes nothing: %s', async (_case, origin) => {
      const answer = await call({ body: bodyOf(sealed), headers: { origin } });
      expect([answer.status, code(answer)]).toEqual([403, 'originNotAllowed']);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    });

    test('a foreign name that points at this machine is refused, and so is a name without our port', async () => {
      for (const host of [`rebound.example:${port}`, '127.0.0.1', `localhost:${port}`]) {
        const answer = await call({ body: bodyOf(sealed), headers: { host } });
        expect([answer.status, code(answer)]).toEqual([421, 'hostNotAllowed']);
      }
    });

    test('without a token it does not encode, and it takes no other method', async () => {
      expect((await call({ path: '/codec/encode', body: bodyOf([]) })).status).toBe(404);
      expect((await call({ method: 'GET' })).status).toBe(404);
    });

    test.each([
      ['no JSON', '{"payloads": CANARY', 400, 'badBody'],
      ['payloads that are no list', '{"payloads":{}}', 400, 'badBody'],
      ['no base64', '{"payloads":[{"data":"***"}]}', 400, 'badBody'],
      [
        'a sealed payload without its tenant',
        `{"payloads":[{"metadata":{"encoding":"${b64('binary/encrypted')}"},"data":"AA=="}]}`,
        422,
        'malformed',
      ],
    ])('a bad body gets an error in JSON that does not quote it: %s', async (_case, body, status, expected) => {
      const answer = await call({ body });
      expect([answer.status, code(answer)]).toEqual([status, expected]);
      expect(answer.body + lines.join('')).not.toContain('CANARY');
    });

    test('an empty list, which the Temporal CLI leaves out, is answered with an empty list', async () => {
      const answer = await call({ body: '{}' });
      expect([answer.status, answer.body]).toEqual([200, '{"payloads":[]}']);
    });

    test('a tampered payload is named as such', async () => {
      const data = Buffer.from(sealed[0]!.data!);
      data[data.length - 1]! ^= 1;
      const answer = await call({ body: bodyOf([{ ...sealed[0]!, data }]) });
      expect([answer.status, code(answer)]).toEqual([422, 'tampered']);
    });

    test('whatever is sent is answered with what is wrong with it, never with a fault of ours', async () => {
      const bytes = fc.uint8Array({ maxLength: 60 }).map((part) => Buffer.from(part).toString('base64'));
      const words = fc.constantFrom('binary/encrypted', 'acme', 'acme\0', '', 'x'.repeat(300), '\u{d800}').map(b64);
      const payload = fc.record(
        {
          metadata: fc.record(
            { encoding: fc.oneof(words, bytes), 'tenant-id': fc.oneof(words, bytes), 'key-id': bytes },
            { requiredKeys: [] },
          ),
          data: fc.oneof(bytes, fc.constant(Buffer.from(sealed[0]!.data!).toString('base64'))),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(payload, { maxLength: 3 }), async (payloads) => {
          const { status } = await call({ body: JSON.stringify({ payloads }) });
          expect([200, 422]).toContain(status);
        }),
        { numRuns: 150 },
      );
    });

    test('keys that cannot be read now are a 503, and the log says why', async () => {
      storeFault = new Error('the database is away');
      try {
        const other = { ...sealed[0]!, metadata: { ...sealed[0]!.metadata, 'tenant-id': Buffer.from('other') } };
        const answer = await call({ body: bodyOf([other]) });
        expect([answer.status, code(answer)]).toEqual([503, 'unavailable']);
        expect(answer.body).not.toContain('database');
        expect(lines.join('')).toContain('payloads could not be opened or sealed');
      } finally {
        storeFault = null;
      }
    });

    test('another content type, which needs no preflight, is refused', async () => {
      expect((await call({ body: bodyOf(sealed), headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    });

    test('a body larger than express takes by default is decoded', async () => {
      const large = await codec.encode([defaultPayloadConverter.toPayload('x'.repeat(1_500_000))]);
      expect((await call({ body: bodyOf(large) })).status).toBe(200);
    });
  });

  test('a body above the limit is refused as too large', async () => {
    await start({ mode: 'loopback' }, 100);
    const answer = await call({ body: bodyOf(sealed) });
    expect([answer.status, code(answer)]).toEqual([413, 'tooLarge']);
  });

  describe('elsewhere, with the admin token', () => {
    beforeEach(() => start({ mode: 'adminToken', tokenDigest: secretDigest(TOKEN) }));

    test.each([
      ['none', undefined],
      ['another', 'Bearer other'],
      ['its beginning', `Bearer ${TOKEN.slice(0, -1)}`],
      ['as basic', `Basic ${TOKEN}`],
      ['empty', 'Bearer '],
    ])('a wrong token decodes nothing: %s', async (_case, authorization) => {
      const answer = await call({ body: bodyOf(sealed), headers: { authorization } });
      expect([answer.status, code(answer)]).toEqual([401, 'tokenRefused']);
      expect(lines.join('')).not.toContain(TOKEN);
    });

    test('the token opens for the UI and for a program without origin, not for another page', async () => {
      const authorization = `Bearer ${TOKEN}`;
      const body = bodyOf(sealed);
      expect((await call({ body, headers: { authorization } })).status).toBe(200);
      expect((await call({ body, headers: { authorization, origin: undefined } })).status).toBe(200);
      expect((await call({ body, headers: { authorization, origin: 'http://evil.example' } })).status).toBe(403);
    });

    test('what the command line of Temporal sends is sealed for whoever has the token, and opens again', async () => {
      const authorization = `Bearer ${TOKEN}`;
      const plain = bodyOf([defaultPayloadConverter.toPayload({ note: 'resumed by AP' })]);
      const refused = await call({ path: '/codec/encode', body: plain, headers: { origin: undefined } });
      expect([refused.status, code(refused)]).toEqual([401, 'tokenRefused']);

      const answer = await call({
        path: '/codec/encode',
        body: plain,
        headers: { authorization, origin: undefined },
      });
      expect(answer.status).toBe(200);
      expect(answer.body).not.toContain(b64('{"note":"resumed by AP"}'));
      const opened = await call({ body: answer.body, headers: { authorization } });
      expect(JSON.parse(opened.body)).toEqual(JSON.parse(plain));
      const told = lines.map((line) => JSON.parse(line) as object);
      expect(told).toMatchObject([
        { operation: 'encode', status: 401, count: 0 },
        { operation: 'encode', status: 200, count: 1 },
        { operation: 'decode', status: 200, count: 1 },
      ]);
    });

    test('the preflight needs no token, since browsers send none', async () => {
      expect((await call({ method: 'OPTIONS' })).status).toBe(204);
    });
  });
});

function b64(text: string): string {
  return Buffer.from(text).toString('base64');
}
