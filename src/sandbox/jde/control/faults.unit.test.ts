import { orderInputs, voucherInputs } from '../testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('faults', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const create = () => sandbox.run('PC_CREATE_PO', orderInputs());
  const orders = async (): Promise<number> => (await sandbox.rows('F4301')).length;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const match = { orchestration: 'PC_CREATE_PO' };

  test('status answers without doing anything, once, and is listed with its hits', async () => {
    await sandbox.fault({ match, kind: 'status', status: 503 });
    expect((await create()).status).toBe(503);
    expect(await orders()).toBe(0);
    expect((await create()).status).toBe(200);
    expect((await sandbox.control('GET', 'faults')).json).toMatchObject([{ hits: 1, left: 0 }]);
  });

  test('html is the page of a proxy', async () => {
    await sandbox.fault({ match, kind: 'html', status: 403 });
    const answer = await create();
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('<html>');
  });

  test('reset closes the connection before anything is done', async () => {
    await sandbox.fault({ match, kind: 'reset' });
    await expect(create()).rejects.toThrow();
    expect(await orders()).toBe(0);
  });

  test.each(['commitThenLose', 'cutBody'])('%s does the work and loses the answer', async (kind) => {
    await sandbox.fault({ match, kind });
    await expect(create()).rejects.toThrow();
    expect(await orders()).toBe(1);
  });

  test('commitThenStatus does the work and answers an error body', async () => {
    await sandbox.fault({ match, kind: 'commitThenStatus' });
    const answer = await create();
    expect(answer).toMatchObject({ status: 500, json: { status: 'ERROR', jde__status: 'ERROR' } });
    expect(await orders()).toBe(1);
  });

  test('slow answers late', async () => {
    await sandbox.fault({ match, kind: 'slow', delayMs: 200 });
    const startedAt = Date.now();
    expect((await create()).status).toBe(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(190);
  });

  const createWithin = (ms: number): Promise<Response> =>
    fetch(`${sandbox.url}/jderest/v3/orchestrator/PC_CREATE_PO`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'jde-AIS-Auth': sandbox.token, 'jde-AIS-Auth-Device': 'test' },
      body: JSON.stringify(orderInputs()),
      signal: AbortSignal.timeout(ms),
    });

  test('commitLate with a delay does the work after the client has given up', async () => {
    await sandbox.fault({ match, kind: 'commitLate', delayMs: 500 });
    await expect(createWithin(100)).rejects.toThrow();
    expect(await orders()).toBe(0);
    await wait(600);
    expect(await orders()).toBe(1);
  });

  test('commitLate without a delay does the work when the client is gone', async () => {
    await sandbox.fault({ match, kind: 'commitLate' });
    const call = createWithin(200);
    await wait(100);
    expect(await orders()).toBe(0);
    await expect(call).rejects.toThrow();
    await wait(100);
    expect(await orders()).toBe(1);
  });

  test.each([
    ['refuseThenCommit', { status: 'ERROR', jde__status: 'ERROR' }],
    ['gatewayThenCommit', { message: 'Internal server error' }],
  ])('%s answers 500 at once and does the work later', async (kind, body) => {
    await sandbox.fault({ match, kind, delayMs: 300 });
    const answer = await create();
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject(body);
    if (kind === 'gatewayThenCommit') expect(Object.keys(answer.json)).toEqual(['message']);
    expect(await orders()).toBe(0);
    await wait(500);
    expect(await orders()).toBe(1);
  });

  test('refuse closes the port for a while and opens it again', async () => {
    await sandbox.fault({ kind: 'refuse', delayMs: 300 });
    const error = await create().then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(((error as Error).cause as { code?: string }).code).toBe('ECONNREFUSED');
    await wait(400);
    expect((await create()).status).toBe(200);
  });

  test('refuse with a match answers that call and refuses the next', async () => {
    await sandbox.fault({ match, kind: 'refuse', delayMs: 60_000 });
    expect((await create()).status).toBe(200);
    await expect(create()).rejects.toThrow();
    await sandbox.control('DELETE', 'faults');
    expect((await create()).status).toBe(200);
    expect(await orders()).toBe(2);
  });

  test('warning writes nothing; warningCommitted writes; neither is a success', async () => {
    await sandbox.fault({ match, kind: 'warning' });
    await sandbox.fault({ match, kind: 'warningCommitted' });
    const warned = await create();
    expect(warned).toMatchObject({ status: 200, json: { jde__status: 'WARNING' } });
    expect(await orders()).toBe(0);
    expect(await create()).toMatchObject({ status: 200, json: { jde__status: 'WARNING', OrderNumber: 1 } });
    expect(await orders()).toBe(1);
  });

  test('without jde__ members a warning shows only in the nested form', async () => {
    await sandbox.control('PUT', 'settings', { jdeStatusMembers: false });
    await sandbox.fault({ match, kind: 'warning' });
    const answer = await create();
    expect(answer.text).not.toContain('jde__');
    expect(answer.json['ServiceRequest1']?.['forms']?.[0]?.['fs_P4310_W4310A']?.['errors']).toHaveLength(1);
    expect((await create()).text).not.toContain('jde__');
  });

  test('continuedOnError commits, warns and names the step that failed', async () => {
    await sandbox.fault({ kind: 'continuedOnError' });
    const answer = await sandbox.run('PC_CREATE_PO', orderInputs());
    expect(answer).toMatchObject({
      status: 200,
      json: { OrderNumber: 1, jde__status: 'WARNING', continuedOnError: [{ step: 'Write audit note' }] },
    });
    expect(await sandbox.rows('F4301')).toHaveLength(1);
  });

  test('noNumber commits and leaves the outputs out', async () => {
    await sandbox.fault({ match, kind: 'noNumber' });
    const answer = await create();
    expect(answer.json).toMatchObject({ jde__status: 'SUCCESS' });
    expect(answer.json['OrderNumber']).toBeUndefined();
    expect(await orders()).toBe(1);
  });

  test('reserved refuses', async () => {
    await sandbox.fault({ match, kind: 'reserved' });
    expect((await create()).json['message']).toContain('reserved');
  });

  test('partialVoucher writes F0411Z1 only', async () => {
    await sandbox.fault({ kind: 'partialVoucher' });
    expect((await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs())).status).toBe(500);
    expect([(await sandbox.rows('F0411Z1')).length, (await sandbox.rows('F0911Z1')).length]).toEqual([1, 0]);
  });

  test('a fault matches by table, method and path, after the calls it skips', async () => {
    const count = { targetType: 'table', dataServiceType: 'COUNT' };
    await sandbox.fault({ match: { table: 'F4301', method: 'post', path: 'dataservice$' }, kind: 'status', skip: 1 });
    const read = async (targetName: string): Promise<number> =>
      (await sandbox.call('v2/dataservice', { ...count, targetName })).status;
    expect([await read('F4311'), await read('F4301'), await read('F4301'), await read('F4301')]).toEqual([
      200, 200, 500, 200,
    ]);
  });

  test('a fault matches by what the body says', async () => {
    const read = async (targetName: string): Promise<number> =>
      (await sandbox.call('v2/dataservice', { targetType: 'table', dataServiceType: 'COUNT', targetName })).status;
    await sandbox.fault({ match: { body: '"targetName":"F4301"' }, kind: 'status' });
    expect([await read('F4311'), await read('F4301'), await read('F4301')]).toEqual([200, 500, 200]);
  });

  test('a fault that cannot be read is refused with what would be right', async () => {
    const answer = await sandbox.control('POST', 'faults', { kind: 'explode' });
    expect(answer.status).toBe(400);
    expect(answer.json['message']).toContain('commitThenLose');
  });

  test('calls are counted by kind, and the most at one time is kept', async () => {
    await sandbox.control('DELETE', 'calls');
    await sandbox.control('PUT', 'settings', { latencyMs: 500 });
    await Promise.all([create(), create(), sandbox.get('v2/dataservice/table/F4301')]);
    expect((await sandbox.control('GET', 'calls')).json).toMatchObject({
      counts: { 'orchestrator:PC_CREATE_PO': 2, 'dataservice:F4301': 1 },
      total: 3,
      maxConcurrent: 3,
      sessions: 1,
    });
  });

  test('calls above the limit of concurrency get a 503 page', async () => {
    await sandbox.control('PUT', 'settings', { latencyMs: 100, maxConcurrentCalls: 1 });
    const statuses = (await Promise.all([create(), create()])).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 503]);
  });

  test('all tokens can be expired at once', async () => {
    expect((await sandbox.control('POST', 'expire-tokens')).json).toEqual({ expired: 1 });
    expect((await create()).status).toBe(444);
  });
});
