import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from './fixtures/tiny-sandbox.fixture';

let sandbox: TinySandbox;
afterEach(() => sandbox.close());

const PROJECTS = `/rest/v1.1/projects?company_id=${COMPANY}`;

describe('tokens', () => {
  test('client credentials are accepted as form, JSON and multipart; wrong ones are not', async () => {
    sandbox = await openTinySandbox();
    const url = `${sandbox.url}/oauth/token`;
    const fields = { grant_type: 'client_credentials', client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
    const json = await sandbox.send(url, 'POST', { 'Content-Type': 'application/json' }, fields);
    expect(json).toMatchObject({ status: 200, json: { token_type: 'bearer', expires_in: '5400' } });
    const parts = Object.entries(fields).map(
      ([name, value]) => `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const type = { 'Content-Type': 'multipart/form-data; boundary=XX' };
    expect((await sandbox.send(url, 'POST', type, `${parts.join('')}--XX--\r\n`)).status).toBe(200);
    const wrong = { ...fields, client_secret: 'other' };
    const refused = await sandbox.send(url, 'POST', { 'Content-Type': 'application/json' }, wrong);
    expect(refused).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
  });

  test('a token ends after its lifetime, when revoked, and when the control port expires all', async () => {
    let nowMs = Date.parse('2026-11-20T10:00:00Z');
    sandbox = await openTinySandbox({ tokenLifetimeSeconds: 60, now: () => new Date(nowMs) });
    expect((await sandbox.get(PROJECTS)).status).toBe(200);
    nowMs += 60_000;
    expect((await sandbox.get(PROJECTS)).status).toBe(401);
    const fresh = async () => ({ ...sandbox.headers, Authorization: `Bearer ${await sandbox.token()}` });
    const second = await fresh();
    expect((await sandbox.send(`${sandbox.url}/oauth/token/info`, 'GET', second)).json).toMatchObject({
      expires_in_seconds: '60',
      application: { uid: 'sandbox-client' },
    });
    await sandbox.control('POST', '/expire-tokens');
    expect((await sandbox.send(sandbox.url + PROJECTS, 'GET', second)).status).toBe(401);
    const third = await fresh();
    await sandbox.send(`${sandbox.url}/oauth/revoke`, 'POST', {}, `token=${third.Authorization.slice(7)}`);
    expect((await sandbox.send(sandbox.url + PROJECTS, 'GET', third)).status).toBe(401);
  });
});

describe('tenancy', () => {
  beforeEach(async () => {
    sandbox = await openTinySandbox();
  });

  test('a call without the company header is told so in text', async () => {
    const { 'Procore-Company-Id': _left, ...headers } = sandbox.headers;
    const answer = await sandbox.send(sandbox.url + PROJECTS, 'GET', headers);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/^Missing Procore-Company-Id header!/);
  });

  test('the header does not replace company_id or project_id', async () => {
    expect(await sandbox.get('/rest/v1.1/projects')).toMatchObject({
      status: 400,
      json: { errors: { company_id: ['is required'] } },
    });
    expect(await sandbox.get('/rest/v1.1/requisitions')).toMatchObject({
      status: 400,
      json: { errors: { project_id: ['is required'] } },
    });
  });

  test('another company is not connected, yet the list of companies answers', async () => {
    const headers = { ...sandbox.headers, 'Procore-Company-Id': '1' };
    expect(await sandbox.send(sandbox.url + PROJECTS, 'GET', headers)).toMatchObject({
      status: 403,
      json: { errors: ['App is not connected to this company.'] },
    });
    const companies = await sandbox.send(`${sandbox.url}/rest/v1.0/companies`, 'GET', headers);
    expect(companies.json[0].id).toBe(COMPANY);
  });

  test('only permitted projects are listed; another one is 403 and an unknown one 404', async () => {
    expect((await sandbox.get(PROJECTS)).json.map((row: { id: string }) => row.id)).toEqual([PROJECT]);
    expect((await sandbox.get('/rest/v1.1/requisitions?project_id=562949953443326')).status).toBe(403);
    expect((await sandbox.get('/rest/v1.1/requisitions?project_id=5')).status).toBe(404);
    await sandbox.control('PUT', '/permitted-projects', ['562949953443326']);
    expect((await sandbox.get(`/rest/v1.1/requisitions?project_id=${PROJECT}`)).status).toBe(403);
    expect((await sandbox.get('/rest/v1.1/requisitions?project_id=562949953443326')).json).toEqual([]);
  });
});

describe('limits', () => {
  test('the spike window refuses the call after the last one and opens again at its reset', async () => {
    let nowMs = Date.parse('2026-11-20T10:00:00Z');
    const quota = { spikeLimit: 2, spikeWindowMs: 10_000, hourlyLimit: 3, hourlyWindowMs: 3_600_000 };
    sandbox = await openTinySandbox({ quota, now: () => new Date(nowMs) });
    const first = await sandbox.get(PROJECTS);
    expect(first.headers.get('x-rate-limit-limit')).toBe('2');
    expect(first.headers.get('x-rate-limit-remaining')).toBe('1');
    await sandbox.get(PROJECTS);
    const refused = await sandbox.get(PROJECTS);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(Number(refused.headers.get('x-rate-limit-reset'))).toBe(nowMs / 1000 + 10);
    nowMs += 10_000;
    const third = await sandbox.get(PROJECTS);
    expect(third.status).toBe(200);
    expect(third.headers.get('x-rate-limit-limit')).toBe('3');
    const hourly = await sandbox.get(PROJECTS);
    expect(hourly.status).toBe(429);
    expect(hourly.headers.get('retry-after')).toBe('3590');
  });

  test('limit headers, request id and the source clock stand on every answer, errors and token calls too', async () => {
    sandbox = await openTinySandbox({ now: () => new Date('2026-11-20T10:00:00Z') });
    const answers = [
      await sandbox.get(PROJECTS),
      await sandbox.get('/rest/v1.0/nothing'),
      await sandbox.send(`${sandbox.url}/oauth/token`, 'POST', {}, 'grant_type=other'),
      await sandbox.send(sandbox.url + PROJECTS, 'GET', {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 401]);
    for (const { headers } of answers) {
      expect(headers.get('date')).toBe('Fri, 20 Nov 2026 10:00:00 GMT');
      expect(headers.get('x-rate-limit-remaining')).toMatch(/^\d+$/);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
