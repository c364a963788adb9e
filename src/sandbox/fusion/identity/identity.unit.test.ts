import { createSign, generateKeyPairSync } from 'node:crypto';
import { askToken, SCOPE, startTestSandbox, type TestSandbox } from '../testing/test-sandbox.fixture';
import { thumbprintOf } from './signed-token';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ISSUER = {
  issuer: 'connector',
  publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  x5t: 'abc',
};

function signed(claims: object, header: object = {}): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', typ: 'JWT', x5t: 'abc', ...header })}.${part({ iss: 'connector', ...claims })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

/** Self-signed by openssl, its key thrown away. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDGzCCAgOgAwIBAgIUEY+2DZW9OGanQo14ReesQBMR5E0wDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRY29ubmVjdG9yLmV4YW1wbGUwIBcNMjYxMTI3MTY1NjMx
WhgPMjEyNjExMDMxNjU2MzFaMBwxGjAYBgNVBAMMEWNvbm5lY3Rvci5leGFtcGxl
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnAIby4TaiQMjIrBaosfT
oK3WStNn4e/7HN29gZJMq71+/62KBigu1Nx0Eska25GeRFBxlkppghDrC6C3NS9l
Tl9EV8P3le8HsY/6JHfLLc4RUq6RBcPuiSJBgSBD3G0k4xTp83flDk+Josi5a2Ze
1O2JbWIFtfDEnlg50KvqE/znL9XgdSEDiN45eAdKx/IBc+cgamYz0QPWPqXqv7uM
ag7TNQeyd7kAtB9/Vf7zfjR56uCzL4qWD6SR1DuQckfuJNylyspSQOjMhvMzu/Ht
lMEzF5lMF68ALPD/ig+cKrbl8OwwBLI6aDbq7hJ7fm40Ie8dH6Jqr6Ut6oWZkjlh
DQIDAQABo1MwUTAdBgNVHQ4EFgQUvylbOeCpO3UyM8hdrUx9R6hHhHYwHwYDVR0j
BBgwFoAUvylbOeCpO3UyM8hdrUx9R6hHhHYwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAkqEE8Om8vq/hKolm8bpdOiodgPMqiISPwwwukbKRK9YZ
EKbRDvb2lKHNNZCru3qqNVEj//ntau4MPbkOn/lEHJWOEnkNub90OHYTuy8snsYy
w5KUy7Flaob0VttS8xpMeQXxlSwKBemaY3r6+eDjioKX1a/bg3mPlCHMgWszL2Qp
EzAyLu8TFQhUesF459Vip8O27fLT6PCcxYHl/+ksjXWrcER0Cfx7OwLKMR1NUmM0
OcZuZrrbjs/EyQamcRUBdJYgcofLzhO32ZHjfEakUl8Cngr2wpDrbfG4J+ebC9Uy
ou8ijHn1LEeNiaImQFw5ZiiA5ApLIsYdeQZXmPJidg==
-----END CERTIFICATE-----
`;
/** By `openssl dgst -sha1 -binary` of the DER form. */
const THUMBPRINT = 'TJsbM6g_HNDi2Lbgq3jHuEtzMR4';

const now = (): number => Math.floor(Date.now() / 1000);

describe('the identity domain', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ trustedIssuers: [ISSUER] });
  });
  afterEach(() => sandbox.close());

  const ask = (form: object = {}, authorization?: string) =>
    askToken(sandbox, { grant_type: 'client_credentials', scope: SCOPE, ...form }, authorization);
  const statusWith = async (authorization: string): Promise<number> =>
    (await sandbox.get('suppliers', { Authorization: authorization })).status;

  test('gives a bearer token for an hour, a JWT for the audience of the pod, and no refresh token', async () => {
    const { status, json } = await ask();
    expect(status).toBe(200);
    expect(json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 });
    const claims = JSON.parse(Buffer.from(json.access_token.split('.')[1], 'base64url').toString());
    expect(claims.aud).toEqual([sandbox.url]);
    expect(await statusWith(`Bearer ${json.access_token}`)).toBe(200);
  });

  test.each([
    ['invalid_scope', 400, { scope: 'urn:opc:other' }, undefined],
    ['unsupported_grant_type', 400, { grant_type: 'password' }, undefined],
    ['invalid_client', 401, {}, `Basic ${Buffer.from('sandbox-client:wrong').toString('base64')}`],
  ])('answers %s', async (error, status, form, authorization) => {
    expect(await ask(form, authorization)).toMatchObject({ status, json: { error } });
  });

  test('the status of invalid_client is a switch', async () => {
    await sandbox.set({ invalidClientStatus: 400 });
    expect((await ask({}, 'Basic eA==')).status).toBe(400);
  });

  test('a scope is declared bare, behind the audience without a separator, or both', async () => {
    const behind = { scope: `${sandbox.url}${SCOPE}` };
    expect([(await ask()).status, (await ask(behind)).status]).toEqual([200, 200]);
    await sandbox.set({ scopeForm: 'bare' });
    expect([(await ask()).status, (await ask(behind)).status]).toEqual([200, 400]);
    await sandbox.set({ scopeForm: 'audience' });
    expect([(await ask()).status, (await ask(behind)).status]).toEqual([400, 200]);
  });

  test('a token for another platform behind the same domain is refused by the pod', async () => {
    await sandbox.set({ otherScopes: ['urn:opc:other'] });
    const { status, json } = await ask({ scope: 'urn:opc:other' });
    expect(status).toBe(200);
    expect(await statusWith(`Bearer ${json.access_token}`)).toBe(401);
  });

  test('a client without an application user of its name is refused here, or only at the pod', async () => {
    await sandbox.set({ users: [{ username: 'INTUSER', password: '', deniedResources: [], hiddenBusinessUnits: [] }] });
    expect((await ask()).json.error).toBe('invalid_grant');
    await sandbox.set({ clientWithoutUser: 'resource401' });
    const { json } = await ask();
    expect(await statusWith(`Bearer ${json.access_token}`)).toBe(401);
  });

  test('a user assertion signed by a registered issuer gives a token for its subject', async () => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const claims = { sub: 'INTUSER', aud: 'https://identity.oraclecloud.com/', iat: now() - 60, exp: now() + 300 };
    expect((await ask({ grant_type, assertion: signed(claims) })).status).toBe(200);
    expect((await ask({ grant_type, assertion: signed({ ...claims, aud: 'other' }) })).json.error).toBe(
      'invalid_grant',
    );
    await sandbox.set({ jwtGrant: false });
    expect((await ask({ grant_type, assertion: signed(claims) })).json.error).toBe('unsupported_grant_type');
  });

  test('a token that the client signs itself is good without the identity domain, if all of it is right', async () => {
    const claims = { prn: 'INTUSER', iat: now() - 60, exp: now() + 300 };
    expect(await statusWith(`Bearer ${signed(claims)}`)).toBe(200);
    const wrong = [
      signed({ ...claims, exp: now() - 1 }),
      signed({ ...claims, iat: now() + 600, exp: now() + 900 }),
      signed({ ...claims, exp: now() + 7200 }),
      signed({ ...claims, prn: 'NOBODY' }),
      signed({ ...claims, iss: 'other' }),
      signed(claims, { x5t: 'def' }),
      `${signed(claims)}x`,
    ];
    for (const token of wrong) expect(await statusWith(`Bearer ${token}`)).toBe(401);
    await sandbox.set({ selfSignedTokens: false });
    expect(await statusWith(`Bearer ${signed(claims)}`)).toBe(401);
  });

  test('x5t is the base64url SHA-1 of the certificate', () => {
    expect(thumbprintOf({ issuer: 'a', certificate: CERTIFICATE })).toBe(THUMBPRINT);
  });

  test('tokens expire by their time and all at once; 401 names the scheme, its body is empty or a text', async () => {
    await sandbox.control('POST', 'clock', { aheadSeconds: 3601 });
    const expired = await sandbox.get('suppliers');
    expect([expired.status, expired.text, expired.headers.get('www-authenticate')]).toEqual([401, '', 'Bearer']);
    await sandbox.set({ unauthorizedBody: 'text' });
    expect((await sandbox.get('suppliers')).text).toBe('Unauthorized');
    const { json } = await ask();
    await sandbox.control('POST', 'expire-tokens');
    expect(await statusWith(`Bearer ${json.access_token}`)).toBe(401);
  });

  test('basic authentication is refused until it is switched on', async () => {
    const users = [{ username: 'INTUSER', password: 'pw', deniedResources: [], hiddenBusinessUnits: [] }];
    const basic = `Basic ${Buffer.from('INTUSER:pw').toString('base64')}`;
    await sandbox.set({ users });
    expect(await statusWith(basic)).toBe(401);
    await sandbox.set({ basicAuth: true });
    expect(await statusWith(basic)).toBe(200);
  });

  test('a missing role is a 403, missing data access is an empty page', async () => {
    const user = {
      username: 'sandbox-client',
      password: '',
      deniedResources: ['invoices'],
      hiddenBusinessUnits: ['Other BU'],
    };
    await sandbox.set({ users: [user] });
    expect((await sandbox.get('invoices')).status).toBe(403);
    const units = (await sandbox.get('finBusinessUnitsLOV')).json.items;
    expect(units.map((unit: { BusinessUnitName: string }) => unit.BusinessUnitName)).toEqual(['US1 Business Unit']);
  });
});
