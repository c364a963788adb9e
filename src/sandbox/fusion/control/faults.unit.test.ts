import { amountLine, draftBody, invoiceBody, matchedLine } from '../testing/test-documents';
import { askToken, keyOf, RESOURCES, SCOPE, startTestSandbox, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('faults', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const match = { method: 'POST', resource: 'draftPurchaseOrders' };
  const create = () => sandbox.send('POST', 'draftPurchaseOrders', draftBody());
  const drafts = async (): Promise<number> =>
    ((await sandbox.control('GET', 'items/purchaseOrders')).json as object[]).length;
  const createWithin = (ms: number): Promise<Response> =>
    fetch(`${sandbox.url}${RESOURCES}/draftPurchaseOrders`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${sandbox.token}` },
      body: JSON.stringify(draftBody()),
      signal: AbortSignal.timeout(ms),
    });
  /** Until it is so: a busy machine takes longer than any wait. */
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  test('status and notFound answer without doing anything, once, and are listed with their hits', async () => {
    await sandbox.fault({ match, kind: 'status', status: 503 });
    expect((await create()).status).toBe(503);
    expect(await drafts()).toBe(0);
    expect((await sandbox.control('GET', 'faults')).json).toMatchObject([{ hits: 1, left: 0 }]);
    const key = keyOf((await create()).json);
    await sandbox.fault({ match: { method: 'GET' }, kind: 'notFound' });
    const statusOf = async (): Promise<number> => (await sandbox.get(`draftPurchaseOrders/${key}`)).status;
    expect([await statusOf(), await statusOf()]).toEqual([404, 200]);
  });

  test('throttle is a 429, with Retry-After or without', async () => {
    await sandbox.fault({ match, kind: 'throttle', retryAfterSeconds: 7 });
    await sandbox.fault({ match, kind: 'throttle' });
    const [first, second] = [await create(), await create()];
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
    expect(await drafts()).toBe(0);
  });

  test('html is a page with 200, or with the status that is asked for', async () => {
    await sandbox.fault({ match, kind: 'html' });
    await sandbox.fault({ match, kind: 'html', status: 502 });
    const answer = await create();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    expect((await create()).status).toBe(502);
    expect(await drafts()).toBe(0);
  });

  test('reset closes the connection before anything is done', async () => {
    await sandbox.fault({ match, kind: 'reset' });
    await expect(create()).rejects.toThrow();
    expect(await drafts()).toBe(0);
  });

  test.each(['commitThenLose', 'cutBody'])('%s does the work and loses the answer', async (kind) => {
    await sandbox.fault({ match, kind });
    await expect(create()).rejects.toThrow();
    expect(await drafts()).toBe(1);
  });

  test.each([
    ['commitThenStatus', 500],
    ['commitThenHtml', 502],
  ])('%s does the work and answers a failure', async (kind, status) => {
    await sandbox.fault({ match, kind });
    expect((await create()).status).toBe(status);
    expect(await drafts()).toBe(1);
  });

  test.each([
    ['slow', 0],
    ['answerLate', 1],
  ])('%s answers after the delay; the work is done after or before it', async (kind, doneAtOnce) => {
    await sandbox.fault({ match, kind, delayMs: 1500 });
    const answer = create();
    await until(async () => ((await sandbox.control('GET', 'faults')).json as { hits: number }[])[0]?.hits === 1);
    expect(await drafts()).toBe(doneAtOnce);
    expect((await answer).status).toBe(201);
  });

  test('commitLate does the work after the client has given up, by a delay or when it is gone', async () => {
    await sandbox.fault({ match, kind: 'commitLate', delayMs: 1000 });
    await expect(createWithin(100)).rejects.toThrow();
    expect(await drafts()).toBe(0);
    await until(async () => (await drafts()) === 1);
    await sandbox.fault({ match, kind: 'commitLate' });
    await expect(createWithin(200)).rejects.toThrow();
    await until(async () => (await drafts()) === 2);
  });

  test.each([
    ['refuseThenCommit', 400],
    ['gatewayThenCommit', 504],
  ])('%s answers at once and does the work later', async (kind, status) => {
    await sandbox.fault({ match, kind, delayMs: 500 });
    expect((await create()).status).toBe(status);
    await until(async () => (await drafts()) === 1);
  });

  test('refuse closes the port for a while, after the call it matches, and clearing opens it', async () => {
    await sandbox.fault({ match, kind: 'refuse', delayMs: 60_000 });
    expect((await create()).status).toBe(201);
    await expect(create()).rejects.toThrow();
    await sandbox.control('DELETE', 'faults');
    expect((await create()).status).toBe(201);
    await sandbox.fault({ kind: 'refuse', delayMs: 60_000 });
    await expect(create()).rejects.toThrow();
    await sandbox.control('DELETE', 'faults');
    expect((await create()).status).toBe(201);
  });

  test('staleRow is what a concurrent edit looks like without If-Match', async () => {
    const key = keyOf((await create()).json);
    await sandbox.fault({ match: { method: 'PATCH' }, kind: 'staleRow' });
    const answer = await sandbox.send('PATCH', `draftPurchaseOrders/${key}`, { Description: 'x' });
    expect(answer.json['o:errorDetails'][0]).toMatchObject({ 'o:errorCode': '25014' });
  });

  test('a fault matches an action in either form, a body, a query, after calls that it skips', async () => {
    const key = keyOf((await create()).json);
    await sandbox.fault({ match: { action: 'submit', body: 'bypass' }, kind: 'status', skip: 1, count: 2 });
    const submits = [
      await sandbox.act(`draftPurchaseOrders/${key}/action/submit`, {}),
      await sandbox.act(`draftPurchaseOrders/${key}/action/submit`, { bypassApprovalsFlag: false }),
      await sandbox.act(`draftPurchaseOrders/${key}`, {
        name: 'submit',
        parameters: [{ bypassApprovalsFlag: 'false' }],
      }),
    ];
    expect(submits.map(({ status }) => status)).toEqual([200, 200, 500]);
    await sandbox.fault({ match: { query: 'limit=3' }, kind: 'status' });
    expect((await sandbox.get('suppliers?limit=2')).status).toBe(200);
    expect((await sandbox.get('suppliers?limit=3')).status).toBe(500);
  });

  test('the identity domain has faults too, and a token has its life', async () => {
    await sandbox.fault({ match: { path: 'oauth2' }, kind: 'status', status: 503 });
    const ask = () => askToken(sandbox, { grant_type: 'client_credentials', scope: SCOPE });
    expect((await ask()).status).toBe(503);
    await sandbox.set({ tokenSeconds: 120, clients: [{ clientId: 'sandbox-client', clientSecret: 'other' }] });
    expect((await ask()).json.error).toBe('invalid_client');
    const basic = `Basic ${Buffer.from('sandbox-client:other').toString('base64')}`;
    const granted = await askToken(sandbox, { grant_type: 'client_credentials', scope: SCOPE }, basic);
    expect(granted.json.expires_in).toBe(120);
  });

  test('calls are counted by kind, and the most at one time is kept; above a limit they get a page', async () => {
    await sandbox.control('DELETE', 'calls');
    await sandbox.set({ latencyMs: 500 });
    await Promise.all([create(), sandbox.get('suppliers'), sandbox.get('suppliers/1/child/sites')]);
    expect((await sandbox.control('GET', 'calls')).json).toMatchObject({
      counts: { 'POST draftPurchaseOrders': 1, 'GET suppliers': 1, 'GET suppliers/sites': 1 },
      maxConcurrent: 3,
    });
    await sandbox.set({ maxConcurrentCalls: 1 });
    const statuses = (await Promise.all([sandbox.get('suppliers'), sandbox.get('suppliers')])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 503]);
  });

  test('what cannot be read is refused with what would be right: faults, settings, acts, records', async () => {
    const refusal = async (method: string, path: string, body: object): Promise<string> => {
      const { status, json } = await sandbox.control(method, path, body);
      expect(status).toBe(400);
      return json.message;
    };
    expect(await refusal('POST', 'faults', { kind: 'explode' })).toContain('commitThenLose');
    expect(await refusal('PUT', 'settings', { approval: 'maybe' })).toContain('approval');
    expect(await refusal('POST', 'orders/approve', { order: 'nope' })).toBe('order nope is not there');
    expect(await refusal('POST', 'items/suppliers', { Nope: 1 })).toBe('suppliers has no attribute Nope');
    expect(await refusal('PATCH', 'items/suppliers/300000047414503', { InactiveDate: 'soon' })).toContain('2026-07-31');
    expect((await sandbox.control('POST', 'orders/nope', {})).status).toBe(404);
  });

  test('records are put in, changed, read and taken out, children too, hidden attributes shown', async () => {
    const site = 'items/suppliers/300000047414503/sites/300000047414679';
    await sandbox.control('PATCH', site, { SitePurposePayFlag: false });
    await sandbox.control('POST', `${site}/assignments`, { ClientBUId: 2, ClientBU: 'Other BU' });
    expect((await sandbox.control('GET', site)).json).toMatchObject({
      SitePurposePayFlag: false,
      PaymentTerms: 'Net 30',
      assignments: [{ ClientBUId: '300000046987012' }, { ClientBUId: '2', Status: 'ACTIVE' }],
    });
    const { ids } = (await sandbox.control('POST', 'items/suppliers', { Supplier: 'New Inc', SupplierNumber: '77' }))
      .json;
    expect((await sandbox.get(`suppliers/${ids[0]}`)).json.Supplier).toBe('New Inc');
    await sandbox.control('DELETE', `items/suppliers/${ids[0]}`);
    expect((await sandbox.get(`suppliers/${ids[0]}`)).status).toBe(404);
    expect((await sandbox.control('GET', 'items/suppliers?SupplierNumber=1252')).json).toHaveLength(1);
    expect((await sandbox.control('GET', 'items')).json).toMatchObject({ suppliers: 6, invoices: 0 });
  });

  test('what is ordered is not made less than what is billed, unless the pod lets it', async () => {
    const made = (await sandbox.control('POST', 'orders/create', { body: draftBody([amountLine(1000)]) })).json;
    await sandbox.control('POST', 'ap/book', { body: invoiceBody([matchedLine(1, made.OrderNumber, 600)], 600) });
    const [line] = made.lines;
    const body = { ChangeOrderDescription: 'less', lines: [{ POLineId: line.POLineId, Amount: 500 }] };
    const change = () => sandbox.control('POST', 'orders/change', { order: made.OrderNumber, body });
    expect((await change()).json.message).toContain('less than the amount billed, 600.00');
    await sandbox.set({ reduceBelowBilled: 'allowed' });
    expect((await change()).status).toBe(200);
    await sandbox.set({ manualHoldNames: ['Legal'] });
    const names = { InvoiceNumber: 'PC-1', BusinessUnit: 'US1 Business Unit', Supplier: 'Lee Supplies' };
    expect((await sandbox.send('POST', 'invoiceHolds', { ...names, HoldName: 'Legal' })).status).toBe(201);
  });
});
