import { COMPANY, openTinySandbox, PROJECT, type TinySandbox } from '../fixtures/tiny-sandbox.fixture';

const PROJECTS = `/rest/v1.1/projects?company_id=${COMPANY}`;
const VENDOR_PATH = '/rest/v1.0/vendors';

let sandbox: TinySandbox;
beforeEach(async () => {
  sandbox = await openTinySandbox();
});
afterEach(() => sandbox.close());

const fault = (order: unknown) => sandbox.control('POST', '/faults', order);
const createVendor = (name: string) => sandbox.call('POST', VENDOR_PATH, { company_id: COMPANY, vendor: { name } });
const vendorNames = async () =>
  (await sandbox.control('GET', '/records/vendors')).json.map((row: { name: string }) => row.name);

test('refuse closes the connection before anything is done, for as many calls as asked', async () => {
  await fault({ match: { method: 'post', path: '/vendors$' }, kind: 'refuse', count: 2 });
  await expect(createVendor('A')).rejects.toThrow();
  await expect(createVendor('B')).rejects.toThrow();
  expect((await createVendor('C')).status).toBe(201);
  expect(await vendorNames()).toEqual(expect.not.arrayContaining(['A', 'B']));
});

test('status, html and throttle answer without doing anything', async () => {
  await fault({
    match: { path: '/vendors' },
    kind: 'status',
    status: 503,
    headers: { 'Retry-After': '7' },
    body: { message: 'over capacity' },
  });
  const answer = await createVendor('A');
  expect(answer).toMatchObject({ status: 503, json: { message: 'over capacity' } });
  expect(answer.headers.get('retry-after')).toBe('7');
  await fault({ kind: 'html' });
  const page = await createVendor('A');
  expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
  expect(page.text).toContain('<html>');
  await fault({ kind: 'throttle', delayMs: 30_000 });
  const throttled = await createVendor('A');
  expect(throttled.status).toBe(429);
  expect(throttled.headers.get('x-rate-limit-remaining')).toBe('0');
  const resetInSeconds = Number(throttled.headers.get('x-rate-limit-reset')) - Date.now() / 1000;
  expect(Math.round(resetInSeconds / 10)).toBe(3);
  expect(await vendorNames()).not.toContain('A');
});

test('a committed call whose answer is lost has been carried out once', async () => {
  await fault({ match: { path: '/vendors' }, kind: 'commitThenLose' });
  await expect(createVendor('Lost Answer')).rejects.toThrow();
  expect((await vendorNames()).filter((name: string) => name === 'Lost Answer')).toHaveLength(1);
});

test('a committed call can answer another status instead of its own', async () => {
  await fault({ match: { path: '/vendors' }, kind: 'commitThenStatus', status: 504, body: '<html>timeout</html>' });
  const answer = await createVendor('Committed');
  expect([answer.status, answer.text]).toEqual([504, '<html>timeout</html>']);
  expect(await vendorNames()).toContain('Committed');
});

test('a late commit happens although the client has gone; a slow call does not', async () => {
  const leaveAfter = (name: string, ms: number) =>
    fetch(sandbox.url + VENDOR_PATH, {
      method: 'POST',
      headers: sandbox.headers,
      body: JSON.stringify({ company_id: COMPANY, vendor: { name } }),
      signal: AbortSignal.timeout(ms),
    });
  await fault({ kind: 'commitLate', delayMs: 300 });
  await expect(leaveAfter('Late', 100)).rejects.toThrow();
  await fault({ kind: 'slow', delayMs: 200 });
  await expect(leaveAfter('Slow', 100)).rejects.toThrow();
  expect(await vendorNames()).not.toContain('Late');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await vendorNames()).toContain('Late');
  expect(await vendorNames()).not.toContain('Slow');
  await fault({ kind: 'slow', delayMs: 100 });
  const startedAt = Date.now();
  expect((await createVendor('Patient')).status).toBe(201);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(95);
});

test.each([
  ['refuseThenCommit', 422, { errors: { base: ['The record could not be saved'] } }],
  ['gatewayThenCommit', 500, { message: 'Internal server error' }],
])('%s answers at once, and the call is carried out later', async (kind, status, body) => {
  await fault({ match: { path: '/vendors$' }, kind, delayMs: 200 });
  const answer = await createVendor('Refused And Made');
  expect([answer.status, answer.json]).toEqual([status, body]);
  expect(await vendorNames()).not.toContain('Refused And Made');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await vendorNames()).toContain('Refused And Made');
  expect((await createVendor('Next')).status).toBe(201);
});

test('a late answer says what stood there when it was asked', async () => {
  await fault({ match: { method: 'get', path: '/vendors$' }, kind: 'answerLate', delayMs: 300 });
  const late = sandbox.get(`${VENDOR_PATH}?company_id=${COMPANY}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await createVendor('Meanwhile');
  expect((await sandbox.get(`${VENDOR_PATH}?company_id=${COMPANY}`)).text).toContain('Meanwhile');
  expect((await late).text).not.toContain('Meanwhile');
});

test('a fault can let calls through first and look at query and body', async () => {
  await fault({ match: { query: 'page=2' }, kind: 'status', status: 500 });
  await fault({ match: { body: '"Second"' }, kind: 'status', status: 500, skip: 1 });
  expect((await sandbox.get(PROJECTS)).status).toBe(200);
  expect((await sandbox.get(`${PROJECTS}&page=2`)).status).toBe(500);
  expect((await createVendor('Second')).status).toBe(201);
  expect((await createVendor('Second')).status).toBe(500);
  expect((await sandbox.control('GET', '/faults')).json).toMatchObject([{ hits: '1', left: '0' }, { hits: '1' }]);
  await sandbox.control('DELETE', '/faults');
  expect((await sandbox.control('GET', '/faults')).json).toEqual([]);
});

test('a fault that cannot be read is refused with what would be right, and changes nothing', async () => {
  const answer = await fault({ kind: 'explode', match: { path: '(' } });
  expect(answer.status).toBe(400);
  expect(answer.json.message).toMatch(/regular expression/);
  expect(answer.json.message).toMatch(/commitThenLose/);
  expect((await fault('{')).status).toBe(400);
  expect((await sandbox.control('GET', '/faults')).json).toEqual([]);
});

test('the call log counts by route and says which calls met a fault or lost their answer', async () => {
  await sandbox.control('DELETE', '/calls');
  await sandbox.get(`/rest/v1.0/projects/${PROJECT}?company_id=${COMPANY}`);
  await fault({ match: { path: '/vendors' }, kind: 'commitThenLose' });
  await expect(createVendor('X')).rejects.toThrow();
  const { counts, calls } = (await sandbox.control('GET', '/calls')).json;
  expect(counts).toEqual({ 'GET /rest/v1.0/projects/:id': '1', 'POST /rest/v1.0/vendors': '1' });
  expect(calls[0]).toMatchObject({ method: 'GET', status: '200', fault: null });
  expect(calls[1]).toMatchObject({ method: 'POST', status: null, fault: 'commitThenLose' });
});
