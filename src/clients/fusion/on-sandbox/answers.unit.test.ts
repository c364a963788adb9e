import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FusionSandboxSettings } from '../../../sandbox/fusion/settings';
import { LEDGER_ID } from '../../../sandbox/fusion/testing/test-company.fixture';
import { posted } from '../sample-bodies.fixture';
import type { FusionSettingsInput } from '../settings';
import { openOrder, sandboxInvoice } from './whole-way.fixture';
import { meet, type Meeting } from './meet.fixture';

let at: Meeting;
afterEach(() => at.close());

describe('a refusal', () => {
  test.each<[string, Partial<FusionSandboxSettings>]>([
    ['with its code in the text', {}],
    ['with its code apart', { productCodes: 'asCode' }],
    ['with codes in the member code', { errorCodeMember: 'code', productCodes: 'asCode' }],
    ['with JBO before its numbers', { jboPrefix: true }],
    ['in plain text', { structuredErrorsFrom: 10 }],
    ['in another language', { translatedMessages: true, productCodes: 'asCode' }],
  ])('%s: a number that is taken is told by its code', async (_name, settings) => {
    at = await meet(settings);
    const body = sandboxInvoice(await openOrder(at.fusion));
    await at.fusion.send('invoice', posted(body));
    const error: unknown = await at.fusion.send('invoice', posted(body)).catch((one: unknown) => one);
    expect(error).toMatchObject({ name: 'Rejected', detail: { codes: expect.arrayContaining(['AP-810245']) } });
  });

  test('a source that is not registered and a site of somebody else are refused, and nothing stands', async () => {
    at = await meet();
    const body = sandboxInvoice(await openOrder(at.fusion));
    for (const wrong of [
      { ...body, source: 'NOBODY' },
      { ...body, site: 'GP1' },
    ]) {
      await expect(at.fusion.send('invoice', posted(wrong))).rejects.toMatchObject({ name: 'Rejected', status: 400 });
    }
    await expect(at.fusion.look('invoice', posted(body))).resolves.toMatchObject({ found: [], strangers: [] });
  });

  test('a row that somebody else changed is not sent, whichever way that is said', async () => {
    for (const staleAnswer of ['412', 'JBO-25014'] as const) {
      at = await meet({ staleAnswer });
      const body = sandboxInvoice(await openOrder(at.fusion));
      await at.sandbox.fault({ match: { resource: 'invoices', method: 'POST' }, kind: 'staleRow' });
      await expect(at.fusion.send('invoice', posted(body))).rejects.toMatchObject({ name: 'NotSent' });
      if (staleAnswer === '412') await at.close();
    }
  });
});

describe('a token', () => {
  const certificate = readFileSync(join(__dirname, '../calls/signer-certificate.fixture.pem'), 'utf8');
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const x5t = Buffer.from(new X509Certificate(certificate).fingerprint.replaceAll(':', ''), 'hex').toString(
    'base64url',
  );
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const trusted = (issuer: string) => ({ trustedIssuers: [{ issuer, publicKey, x5t }] });
  const ledger = async (given: Partial<FusionSettingsInput>): Promise<unknown> => {
    const key = { kind: 'ledger', id: LEDGER_ID, causes: [] };
    return (await at.adapter(given).adapter.readFacts([key]))[0]?.value;
  };
  const bare = 'urn:opc:resource:consumer::all';
  const byClient = (scope: string) => ({
    authentication: {
      method: 'clientCredentials' as const,
      tokenUrl: `${at.sandbox.identityUrl}/oauth2/v1/token`,
      clientId: 'sandbox-client',
      scope,
    },
  });

  test('by either spelling of the scope; the other one is refused where the pod knows one', async () => {
    at = await meet();
    const withAudience = `${at.sandbox.url}${bare}`;
    await expect(ledger(byClient(bare))).resolves.toMatchObject({ currency: 'USD' });
    await expect(ledger(byClient(withAudience))).resolves.toMatchObject({ currency: 'USD' });
    await at.sandbox.set({ scopeForm: 'audience' });
    await expect(ledger(byClient(bare))).rejects.toMatchObject({ name: 'Unauthorised' });
    await at.sandbox.set({ scopeForm: 'bare' });
    await expect(ledger(byClient(withAudience))).rejects.toMatchObject({ name: 'Unauthorised' });
  });

  test.each([401, 400] as const)('a secret that is wrong is refused (answered %s)', async (invalidClientStatus) => {
    at = await meet({ invalidClientStatus });
    await expect(ledger({ secret: 'other' })).rejects.toMatchObject({ name: 'Unauthorised' });
  });

  test('of a user, asked for with an assertion that the client signs', async () => {
    at = await meet(trusted('sandbox-client'));
    const { authentication } = byClient(bare);
    const asUser = { ...authentication, method: 'userAssertion' as const, username: 'INTUSER', certificate };
    await expect(ledger({ secret: `sandbox-secret\n${privateKey}`, authentication: asUser })).resolves.toMatchObject({
      currency: 'USD',
    });
    await at.sandbox.set({ jwtGrant: false });
    await expect(ledger({ secret: `sandbox-secret\n${privateKey}`, authentication: asUser })).rejects.toMatchObject({
      name: 'Unauthorised',
    });
  });

  test('that the client signs itself, without an identity domain, at its longest too', async () => {
    at = await meet(trusted('ml-connector'));
    for (const minutes of [5, 30, 60]) {
      const own = { method: 'selfSigned' as const, username: 'INTUSER', issuer: 'ml-connector', certificate, minutes };
      await expect(ledger({ secret: privateKey, authentication: own })).resolves.toMatchObject({ currency: 'USD' });
    }
    await at.sandbox.set({ selfSignedTokens: false });
    const own = { method: 'selfSigned' as const, username: 'INTUSER', issuer: 'ml-connector', certificate };
    await expect(ledger({ secret: privateKey, authentication: own })).rejects.toMatchObject({ name: 'Unauthorised' });
  });
});
