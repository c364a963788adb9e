import { generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { connectFusion, type FusionConnection } from '../connect';
import type { FusionSettingsInput } from '../settings';
import { json, startFakeFusion, type FakeFusion } from './fake-fusion.fixture';
import type { FusionRequest } from './fusion-caller';
import { signedJwt } from './signed-jwt';

let fake: FakeFusion;
let fusion: FusionConnection;

const connect = (given: Partial<FusionSettingsInput> = {}): FusionConnection =>
  connectFusion(fake.settings(given), ['US1 Business Unit']);
const read: FusionRequest = {
  operation: 'invoices: test',
  effect: 'read',
  method: 'GET',
  path: 'invoices',
  ask: 'ask',
};
const write: FusionRequest = {
  operation: 'make invoice',
  effect: 'write',
  method: 'POST',
  path: 'invoices',
  body: { as: 'item', json: { InvoiceNumber: 'PC-1' } },
  ask: 'ask AP',
};

beforeEach(async () => {
  fake = await startFakeFusion();
  fusion = connect();
});
afterEach(async () => {
  await fusion.close();
  await fake.close();
});

/** What the pod answers to every call but that for a token. */
function answer(status: number, contentType: string, text: string, headers: Record<string, string> = {}): void {
  fake.intercept = ({ path }, response) => {
    if (path === 'token') return false;
    response.writeHead(status, { 'content-type': contentType, ...headers }).end(text);
    return true;
  };
}

test('a token is asked for by Basic and form, with the scope as it is set, and every call says its version', async () => {
  await fusion.caller.call(read);
  await fusion.caller.call(read);
  const [token, first] = fake.calls;
  expect(fake.names()).toEqual(['POST token', 'GET invoices', 'GET invoices']);
  expect(token?.text).toBe('grant_type=client_credentials&scope=urn%3Aopc%3Aresource%3Aconsumer%3A%3Aall');
  expect(token?.headers.authorization).toBe(`Basic ${Buffer.from('client-1:secret-word').toString('base64')}`);
  expect(first?.headers).toMatchObject({ authorization: 'Bearer token-1', 'rest-framework-version': '4' });
});

test('a token that is refused is renewed once, for a write too; refused again it is the credentials', async () => {
  await fusion.caller.call(read);
  fake.tokens.clear();
  await fusion.caller.call(write);
  expect(fake.names().slice(2)).toEqual(['POST invoices', 'POST token', 'POST invoices']);
  answer(401, 'text/plain', '');
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: 'Unauthorised', status: 401 });
  expect(fake.names().slice(5)).toEqual(['POST invoices', 'POST token', 'POST invoices']);
});

test('an identity domain that refuses is told by its code, and nothing of the login is told', async () => {
  fake.intercept = (_call, response) => {
    json(response, 400, { error: 'invalid_scope', error_description: 'secret-word is wrong' });
    return true;
  };
  const error = await fusion.caller.call(write).catch((one: unknown) => one);
  expect(error).toMatchObject({ kind: 'Unauthorised', detail: { codes: ['invalid_scope'] } });
  expect(`${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`).not.toContain('secret-word');
});

test('a write whose token cannot be had was not sent', async () => {
  fake.intercept = ({ path }, response) => {
    if (path === 'token') response.destroy();
    return path === 'token';
  };
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: 'NotSent', detail: { reason: 'noToken' } });
});

test.each([
  [
    'details',
    {
      title: 'Bad Request',
      status: '400',
      'o:errorDetails': [
        {
          detail: 'You must provide a value for the Amount attribute for line 1. (AP-810879)',
          'o:errorCode': '27014',
          'o:errorPath': '/invoiceLines/0',
        },
      ],
    },
    ['27014', 'AP-810879'],
  ],
  [
    'a code at the top',
    { title: 'Bad Request', status: '400', 'o:errorCode': '27521', detail: 'Unable to parse the provided payload' },
    ['27521'],
  ],
  [
    'a code without its prefix, in a member of its own',
    { title: 'Bad Request', 'o:errorDetails': [{ code: 'JBO-25013' }] },
    ['25013'],
  ],
])('a refusal with %s is one, by its codes, its words apart', async (_name, body, codes) => {
  answer(400, 'application/vnd.oracle.adf.error+json', JSON.stringify(body));
  const error = await fusion.caller.call(write).catch((one: unknown) => one);
  expect(error).toMatchObject({ kind: 'Rejected', detail: { codes } });
  expect((error as Error).message).not.toContain('Amount');
});

test('a refusal as plain text is one by the code of the product; without one nobody knows whose words they are', async () => {
  answer(400, 'text/plain', 'You must provide a value for the Amount attribute for line 1. (AP-810879)');
  const error = await fusion.caller.call(write).catch((one: unknown) => one);
  expect(error).toMatchObject({ kind: 'Rejected', detail: { codes: ['AP-810879'] } });
  expect((error as { saidTexts(): readonly string[] }).saidTexts()[0]).toContain('for line 1');
  answer(400, 'text/plain', 'Bad request at the gateway');
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: 'OutcomeUnknown' });
  answer(400, 'application/json', '{"message":"no"}');
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: 'OutcomeUnknown' });
});

test('what somebody changed meanwhile was not written', async () => {
  const said = 'JBO-25014: Another user has changed the row with primary key oracle.jbo.Key[300000048914681 ].';
  answer(400, 'application/json', JSON.stringify({ title: 'Bad Request', 'o:errorDetails': [{ detail: said }] }));
  await expect(fusion.caller.call(write)).rejects.toMatchObject({
    kind: 'NotSent',
    detail: { reason: 'changedMeanwhile' },
  });
  answer(412, 'application/json', JSON.stringify({ title: 'Precondition Failed', status: '412', 'o:errorCode': '1' }));
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: 'NotSent' });
});

test('a page with 200 is downtime: a read is repeated, a write is looked up', async () => {
  answer(200, 'text/html', '<html><body>Sign in</body></html>');
  await expect(fusion.caller.call(read)).rejects.toMatchObject({ kind: 'Unavailable' });
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: 'OutcomeUnknown' });
  answer(200, 'text/plain', 'maintenance');
  await expect(fusion.caller.call(read)).rejects.toMatchObject({ kind: 'Unavailable' });
});

test.each([
  [302, 'text/html', 'Unavailable', 'OutcomeUnknown'],
  [403, 'application/json', 'Unauthorised', 'Unauthorised'],
  [403, 'text/html', 'Unavailable', 'OutcomeUnknown'],
  [404, 'application/json', 'Rejected', 'OutcomeUnknown'],
  [429, 'text/plain', 'Throttled', 'Throttled'],
  [500, 'application/json', 'Unavailable', 'OutcomeUnknown'],
  [503, 'text/html', 'Unavailable', 'OutcomeUnknown'],
])('%i as %s is %s of a read, %s of a write', async (status, contentType, ofRead, ofWrite) => {
  answer(status, contentType, contentType === 'application/json' ? '{}' : '<html></html>', { 'retry-after': '7' });
  await expect(fusion.caller.call(read)).rejects.toMatchObject({ kind: ofRead });
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: ofWrite });
  if (status === 429) await expect(fusion.caller.call(read)).rejects.toMatchObject({ retryAfterMs: 7_000 });
});

test('a refused write of 500 with words of Fusion is looked up all the same', async () => {
  answer(500, 'application/json', JSON.stringify({ title: 'Server Error', 'o:errorCode': '27014' }));
  await expect(fusion.caller.call(write)).rejects.toMatchObject({ kind: 'OutcomeUnknown' });
});

test('an action and an item go out under their own types, and a change names what was read', async () => {
  await fusion.caller.call({ ...write, changeIndicator: 'ACED0005' });
  await fusion.caller.call({ ...write, path: 'invoices/action/calculateTax', body: { as: 'action', json: {} } });
  expect(fake.calls[1]?.headers).toMatchObject({
    'content-type': 'application/vnd.oracle.adf.resourceitem+json',
    'if-match': 'ACED0005',
  });
  expect(fake.calls[2]?.headers['content-type']).toBe('application/vnd.oracle.adf.action+json');
});

test('a pod is never called by more than the connection says at once', async () => {
  await fusion.close();
  fusion = connect({ erpConcurrency: 2 });
  await fusion.caller.tokenAudience();
  let open = 0;
  let most = 0;
  fake.intercept = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    return false;
  };
  await Promise.all(Array.from({ length: 12 }, () => fusion.caller.call(read)));
  expect(most).toBeLessThanOrEqual(2);
});

describe('tokens that this side signs', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = readFileSync(join(__dirname, 'signer-certificate.fixture.pem'), 'utf8');
  const partOf = (token: string, index: number): unknown =>
    JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8'));

  test('one is sent as it is, without an identity domain: issuer, user, dated back, for so many minutes from then', async () => {
    await fusion.close();
    fusion = connect({
      secret: privateKey,
      authentication: { method: 'selfSigned', username: 'INTUSER', issuer: 'ml-connector', certificate, minutes: 30 },
    });
    let sent = '';
    fake.intercept = ({ headers }, response) => {
      sent = (headers.authorization ?? '').replace('Bearer ', '');
      json(response, 200, {});
      return true;
    };
    await fusion.caller.call(read);
    expect(fake.names()).toEqual(['GET invoices']);
    const [header = '', claims = '', signature = ''] = sent.split('.');
    expect(
      verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')),
    ).toBe(true);
    expect(partOf(sent, 0)).toMatchObject({ alg: 'RS256', x5t: expect.stringMatching(/^[\w-]{27}$/) });
    const { iss, prn, iat, exp } = partOf(sent, 1) as Record<string, unknown>;
    expect([iss, prn, Number(exp) - Number(iat)]).toEqual(['ml-connector', 'INTUSER', 30 * 60]);
  });

  test('one is exchanged at the identity domain, for the user and audience that are set', async () => {
    await fusion.close();
    fusion = connect({
      secret: `secret-word\n${privateKey}`,
      authentication: {
        method: 'userAssertion',
        tokenUrl: `${fake.baseUrl}/oauth2/v1/token`,
        clientId: 'client-1',
        scope: 'https://fa-acme.example:443urn:opc:resource:consumer::all',
        username: 'INTUSER',
        certificate,
      },
    });
    await fusion.caller.call(read);
    const form = new URLSearchParams(fake.calls[0]?.text);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    expect(form.get('scope')).toBe('https://fa-acme.example:443urn:opc:resource:consumer::all');
    expect(partOf(form.get('assertion') ?? '', 1)).toMatchObject({
      sub: 'INTUSER',
      aud: 'https://identity.oraclecloud.com/',
    });
    expect(fake.calls[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('client-1:secret-word').toString('base64')}`,
    );
  });

  test('a key that cannot be read is told without a word of it', () => {
    const life = { nowMs: 0, minutes: 5 };
    expect(() => signedJwt({}, { privateKey: 'BEGIN my key', certificate }, life)).toThrow(
      'fusion.secret: holds no private key',
    );
  });
});
