import { startTestSandbox, type TestAnswer, type TestSandbox } from '../testing/test-sandbox';

const login = { username: 'PROCORE', password: 'sandbox' };

describe('sessions', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<TestAnswer> => {
    const blank = { 'jde-AIS-Auth': '', 'jde-AIS-Auth-Device': '', Cookie: '' };
    const used = Object.fromEntries(Object.entries({ ...blank, ...headers }).filter(([, value]) => value !== ''));
    const response = await fetch(`${sandbox.url}/jderest/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...used },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as TestAnswer['json'] };
  };
  const read = (headers: Record<string, string>): Promise<TestAnswer> =>
    post('v2/dataservice', { targetName: 'F0010', targetType: 'table', dataServiceType: 'COUNT' }, headers);
  const tokenOf = (answer: TestAnswer): string => String(answer.json['userInfo']?.['token']);
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  test.each([
    'tokenrequest',
    'v2/tokenrequest',
    'orchestrator/jde-login',
    'v2/orchestrator/jde-login',
    'v3/orchestrator/jde-login',
  ])('%s gives a token with the format of the user', async (path) => {
    sandbox = await startTestSandbox();
    const answer = await post(path, { ...login, deviceName: 'd', environment: 'JDV920', role: '*ALL' });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      environment: 'JDV920',
      role: '*ALL',
      userAuthorized: true,
      userInfo: { simpleDateFormat: 'dd/MM/yyyy', decimalFormat: '.', dateSeperator: '/' },
    });
    expect(tokenOf(answer)).toMatch(/[+/=]/);
  });

  test('a wrong password, environment or role is a 403 with the plain error body', async () => {
    sandbox = await startTestSandbox();
    const wrong = await post('v2/tokenrequest', { ...login, password: 'x' });
    expect(wrong.status).toBe(403);
    expect(wrong.json).toMatchObject({ message: 'Authorization Failure', status: 'ERROR' });
    expect((await post('v2/tokenrequest', { ...login, environment: 'JPD920' })).status).toBe(403);
    expect((await post('v2/tokenrequest', { ...login, role: 'AP' })).status).toBe(403);
  });

  test('a token with a device name works only with that device name', async () => {
    sandbox = await startTestSandbox();
    const token = tokenOf(await post('v2/tokenrequest', { ...login, deviceName: 'sync' }));
    expect((await read({ 'jde-AIS-Auth': token, 'jde-AIS-Auth-Device': 'sync' })).status).toBe(200);
    expect((await read({ 'jde-AIS-Auth': token })).status).toBe(444);
    expect((await read({ 'jde-AIS-Auth': token, 'jde-AIS-Auth-Device': 'other' })).status).toBe(444);
  });

  test('a token without a device name is bound to the address', async () => {
    sandbox = await startTestSandbox();
    const token = tokenOf(await post('v2/tokenrequest', login));
    expect((await read({ 'jde-AIS-Auth': token })).status).toBe(200);
  });

  test('token and device may go in the body or in the query', async () => {
    sandbox = await startTestSandbox();
    const query = { targetName: 'F0010', targetType: 'table', dataServiceType: 'COUNT' };
    expect((await post('v2/dataservice', { ...query, token: sandbox.token, deviceName: 'test' })).status).toBe(200);
    const url = `${sandbox.url}/jderest/v2/dataservice/table/F0010?$device=test&$token=`;
    expect((await fetch(url + encodeURIComponent(sandbox.token))).status).toBe(200);
    expect((await fetch(url + sandbox.token)).status).toBe(444);
  });

  test('Basic works on a service call and leaves no session', async () => {
    sandbox = await startTestSandbox();
    const before = (await sandbox.control('GET', 'calls')).json['sessions'];
    const basic = `Basic ${Buffer.from('PROCORE:sandbox').toString('base64')}`;
    expect((await read({ Authorization: basic })).status).toBe(200);
    expect((await read({})).status).toBe(403);
    expect((await sandbox.control('GET', 'calls')).json['sessions']).toBe(before);
  });

  test('a token that lies idle expires, and use keeps it', async () => {
    sandbox = await startTestSandbox({ sessionIdleSeconds: 0.3 });
    const session = { 'jde-AIS-Auth': sandbox.token, 'jde-AIS-Auth-Device': 'test' };
    for (let use = 0; use < 3; use += 1) {
      await wait(150);
      expect((await read(session)).status).toBe(200);
    }
    await wait(450);
    expect((await read(session)).status).toBe(444);
  });

  test('validate extends a session only with touch', async () => {
    sandbox = await startTestSandbox({ sessionIdleSeconds: 0.4 });
    const body = { token: sandbox.token, deviceName: 'test' };
    await wait(250);
    expect((await post('v2/tokenrequest/validate', { ...body, touch: true })).json).toEqual({ isValidSession: true });
    await wait(250);
    expect((await post('v3/orchestrator/jde-validate-session', body)).status).toBe(200);
    await wait(250);
    expect((await post('v2/tokenrequest/validate', body)).status).toBe(444);
  });

  test('the absolute limit ends a token in use; the mode 403 answers 403', async () => {
    sandbox = await startTestSandbox({ sessionAbsoluteSeconds: 0.2, expiredAnswer: 403 });
    await wait(300);
    const answer = await read({ 'jde-AIS-Auth': sandbox.token, 'jde-AIS-Auth-Device': 'test' });
    expect(answer).toMatchObject({ status: 403, json: { message: 'Invalid Token' } });
  });

  test('logout ends the session, and a second logout is a 444', async () => {
    sandbox = await startTestSandbox();
    const body = { token: sandbox.token, deviceName: 'test' };
    expect((await post('v2/tokenrequest/logout', body)).status).toBe(200);
    expect((await sandbox.control('GET', 'calls')).json['sessions']).toBe(0);
    expect((await post('v2/tokenrequest/logout', body)).status).toBe(444);
    expect((await post('v2/tokenrequest/logout', {})).status).toBe(400);
  });

  test('sessions are counted, and refused above the limit', async () => {
    sandbox = await startTestSandbox({ maxSessions: 2 });
    expect((await post('v2/tokenrequest', login)).status).toBe(200);
    expect((await post('v2/tokenrequest', login)).status).toBe(500);
    expect((await sandbox.control('GET', 'calls')).json['sessions']).toBe(2);
  });

  test('with affinity a token is good only with the cookie of its node', async () => {
    sandbox = await startTestSandbox({ affinity: true });
    const answer = await post('v2/tokenrequest', login);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(answer.json['aisSessionCookie']).toBe(cookie);
    const token = { 'jde-AIS-Auth': tokenOf(answer) };
    expect((await read({ ...token, Cookie: cookie })).status).toBe(200);
    const other = cookie.endsWith('1') ? 'AIS_NODE=ais2' : 'AIS_NODE=ais1';
    expect((await read({ ...token, Cookie: other })).status).toBe(444);
    const without = [(await read(token)).status, (await read(token)).status];
    expect(without.sort()).toEqual([200, 444]);
  });

  test('a JAS server that does not list the AIS server answers 405', async () => {
    sandbox = await startTestSandbox({ jasAllowsAis: false });
    expect((await post('v2/tokenrequest', login)).status).toBe(405);
  });

  test('an address that is not allowed gets the page of the proxy', async () => {
    sandbox = await startTestSandbox({ allowedAddresses: ['192.0.2.1'] });
    const response = await fetch(`${sandbox.url}/jderest/v2/defaultconfig`);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  test('bad JSON, a wrong content type and a wrong Accept are told apart', async () => {
    sandbox = await startTestSandbox();
    const send = async (headers: Record<string, string>, body: string): Promise<number> =>
      (await fetch(`${sandbox.url}/jderest/v2/tokenrequest`, { method: 'POST', headers, body })).status;
    expect(await send({ 'Content-Type': 'application/json' }, '{')).toBe(400);
    expect(await send({ 'Content-Type': 'text/plain' }, '{}')).toBe(415);
    expect(await send({ 'Content-Type': 'application/json', Accept: 'text/csv' }, '{}')).toBe(406);
  });
});
