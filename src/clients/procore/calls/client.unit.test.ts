import type { ClientError } from '../../http/client-error';
import { checkProcore } from '../check-procore';
import { showMe } from '../records/me';
import type { QuotaObservation } from './quota';
import { writeRequisitionOrigin } from '../records/origins';
import { listRequisitions, showRequisition } from '../records/requisitions';
import { scriptedProcore, type ScriptedProcore } from '../scripted-procore.fixture';

const open: ScriptedProcore[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function procore(...args: Parameters<typeof scriptedProcore>): Promise<ScriptedProcore> {
  const started = await scriptedProcore(...args);
  open.push(started);
  return started;
}

async function errorOf(promise: Promise<unknown>): Promise<ClientError> {
  return promise.then(
    () => {
      throw new Error('expected an error');
    },
    (error: unknown) => error as ClientError,
  );
}

const show = { projectId: '789', requisitionId: '58820' };
const gone = { status: 404, body: { message: 'Not found', exception: 'ActiveRecord::RecordNotFound' } };

test('every call carries token and company, under a base address that may hold a path', async () => {
  const { client, calls } = await procore([{ body: { id: 7 } }]);
  await expect(showMe(client)).resolves.toEqual({ userId: '7' });
  expect(calls[0]).toMatchObject({
    path: '/through/a/proxy/rest/v1.0/me',
    headers: { authorization: 'Bearer token-1', 'procore-company-id': '562949953421312', accept: 'application/json' },
  });
  expect(calls[0]!.query.get('company_id')).toBe('562949953421312');
});

test('a token is asked for once and kept', async () => {
  const scripted = await procore([{ body: { id: 7 } }]);
  await Promise.all([showMe(scripted.client), showMe(scripted.client)]);
  await showMe(scripted.client);
  expect(scripted.tokensGiven).toBe(1);
});

test('a 401 renews the token once and repeats the call once, also a write', async () => {
  const scripted = await procore([
    { status: 401, body: { error: 'expired' } },
    { body: { id: 58820, origin_id: 'V-1', updated_at: '2026-11-02T09:15:00Z' } },
  ]);
  await writeRequisitionOrigin(scripted.client, { ...show, commitmentId: '1', originId: 'V-1' });
  expect(scripted.calls.map((call) => call.headers['authorization'])).toEqual(['Bearer token-1', 'Bearer token-2']);
});

test('a second 401 is the end', async () => {
  const scripted = await procore([{ status: 401, body: { error: 'revoked' } }]);
  expect(await errorOf(showMe(scripted.client))).toMatchObject({ kind: 'Unauthorised', status: 401 });
  expect(scripted.calls).toHaveLength(2);
  expect(scripted.tokensGiven).toBe(2);
});

test.each([400, 401])('credentials refused with %i are Unauthorised and the secret is not told', async (status) => {
  const { client } = await procore([], {}, { status, body: { error: 'invalid_client', error_description: 'no' } });
  const error = await errorOf(showMe(client));
  expect(error).toMatchObject({ kind: 'Unauthorised', operation: 'requestToken' });
  expect(JSON.stringify(Object.entries(error)) + error.message).not.toContain('canary-secret');
});

test('a requisition that is gone is null, but only by the word of Procore', async () => {
  const absent = await procore([gone]);
  await expect(showRequisition(absent.client, show)).resolves.toBeNull();
  const proxy = await procore([{ status: 404, text: '<html>404</html>', headers: { 'content-type': 'text/html' } }]);
  expect((await errorOf(showRequisition(proxy.client, show))).kind).toBe('Unavailable');
});

test('a list that answers 404 is an error, never an empty list', async () => {
  const { client } = await procore([gone]);
  const range = { updatedFrom: new Date(0), updatedTo: new Date(1_000) };
  expect(await errorOf(listRequisitions(client, { projectId: '1', ...range }))).toMatchObject({
    kind: 'Rejected',
    detail: { reason: 'notFound' },
  });
});

test('a redirect is not followed and not taken for an answer', async () => {
  const { client, calls } = await procore([{ status: 302, text: '', headers: { location: '/elsewhere' } }]);
  expect((await errorOf(showMe(client))).kind).toBe('Unavailable');
  expect(calls).toHaveLength(1);
});

test('an empty 200 is not taken for an answer', async () => {
  const { client } = await procore([{ text: '' }]);
  expect(await errorOf(showMe(client))).toMatchObject({ kind: 'Rejected', detail: { reason: 'unexpectedShape' } });
});

describe('the quota', () => {
  test('is asked before each call, and a refusal sends nothing', async () => {
    const quota = { take: async () => ({ granted: false, retryAfterMs: 4_200 }) as const, observe: () => undefined };
    const { client, calls } = await procore([{ body: { id: 7 } }], { quota });
    expect(await errorOf(showMe(client))).toMatchObject({ kind: 'Throttled', retryAfterMs: 4_200 });
    expect(calls).toHaveLength(0);
  });

  test('is told the headers of every answer, of a repetition after 401 and of a 429 too', async () => {
    let taken = 0;
    const seen: QuotaObservation[] = [];
    const quota = {
      take: async () => {
        taken += 1;
        return { granted: true } as const;
      },
      observe: (one: QuotaObservation) => void seen.push(one),
    };
    const headers = { 'x-rate-limit-limit': '25', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1793613600' };
    // By Procore's own clock, which need not be ours.
    const date = new Date(1_793_613_591_000).toUTCString();
    const throttled = { status: 429, headers: { ...headers, date, 'retry-after': '9' } };
    const { client } = await procore([{ status: 401 }, throttled], { quota });
    expect(await errorOf(showMe(client))).toMatchObject({ kind: 'Throttled', retryAfterMs: 9_000 });
    expect(taken).toBe(2);
    expect(seen).toEqual([
      { status: 401, limit: null, remaining: null, resetAfterMs: null, retryAfterMs: null },
      { status: 429, limit: 25, remaining: 0, resetAfterMs: 9_000, retryAfterMs: 9_000 },
    ]);
  });

  test('that cannot be noted does not lose an answer', async () => {
    const reported: string[] = [];
    const quota = {
      take: async () => ({ granted: true }) as const,
      observe: () => Promise.reject(new Error('database gone')),
    };
    const { client } = await procore([{ body: { id: 7 } }], { quota, report: (what) => void reported.push(what) });
    await expect(showMe(client)).resolves.toEqual({ userId: '7' });
    expect(reported).toHaveLength(1);
  });
});

describe('the check of a connection', () => {
  test('says that all is well', async () => {
    const { client } = await procore([
      { body: { id: 7 } },
      { body: [{ id: '562949953421312', name: 'C', is_active: true }] },
      { body: [{ id: 1, name: 'P' }], headers: { total: '12' } },
    ]);
    const steps = await checkProcore(client);
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['token', true],
      ['me', true],
      ['company installed', true],
      ['projects permitted', true],
    ]);
    expect(steps[3]!.detail).toContain('12');
  });

  test('stops at a token that is refused and says whom to ask', async () => {
    const { client } = await procore([], {}, { status: 401, body: { error: 'invalid_client' } });
    const steps = await checkProcore(client);
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ name: 'token', ok: false, whatToAskWhom: expect.stringContaining('client id') });
  });

  test('goes on after a step that fails and names the missing installation and projects', async () => {
    const { client } = await procore([
      { status: 403, body: { errors: ['App is not connected to this company.'] } },
      { body: [{ id: '1', name: 'Other' }] },
      { body: [] },
    ]);
    const steps = await checkProcore(client);
    expect(steps.map((step) => step.ok)).toEqual([true, false, false, false]);
    expect(steps.slice(1).every((step) => step.whatToAskWhom?.includes('administrator'))).toBe(true);
    expect(steps[2]!.detail).toContain('562949953421312');
  });
});
