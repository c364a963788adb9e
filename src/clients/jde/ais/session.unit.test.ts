import { HttpConnection } from '../../http/http-connection';
import { login, logout, validate } from './auth';
import { jdeUnderTest } from '../jde-under-test.fixture';
import { json, startFakeAis, type FakeAis } from './fake-ais.fixture';
import { sampleCancel, sampleOrder } from '../postings/sample-bodies.fixture';

let ais: FakeAis;
beforeEach(async () => {
  ais = await startFakeAis({ F0006: [{ MCU: '        4411', CO: '00200', DL01: 'School', PECC: ' ' }] });
});
afterEach(() => ais.close());

const forbidden = { message: 'no authority', exception: 'SecurityException', status: 'ERROR' };

describe('session', () => {
  test('token, device name and cookies go with each call, and the login names environment and role', async () => {
    const jde = jdeUnderTest(ais.settings());
    await expect(jde.facts('businessUnit', '4411')).resolves.toEqual([
      { id: '4411', company: '00200', description: 'School', open: true, code: '' },
    ]);
    await jde.close();
    const [first, second] = ais.calls;
    expect(first?.body).toMatchObject({ deviceName: 'ml-connector', environment: 'JDV920', role: '*ALL' });
    expect(second?.headers).toMatchObject({
      'jde-ais-auth': 'token+/1=',
      'jde-ais-auth-device': 'ml-connector',
      cookie: 'route=node1',
    });
    expect(ais.openTokens.size).toBe(0);
  });

  test.each([444, 403])('a token that is gone (%i) is renewed once and the call repeated', async (status) => {
    const jde = jdeUnderTest(ais.settings());
    await jde.facts('businessUnit', '4411');
    let refusals = 0;
    ais.intercept = ({ name }, response) => {
      if (name !== 'F0006' || refusals > 0) return false;
      refusals += 1;
      json(response, status, forbidden);
      return true;
    };
    await expect(jde.facts('businessUnit', '4411')).resolves.toHaveLength(1);
    expect(ais.names().filter((name) => name === 'tokenrequest')).toHaveLength(2);
    await jde.close();
  });

  test('a second 403 is a missing authority, told with the table, and the new session stays', async () => {
    ais.intercept = ({ name }, response) => {
      if (name !== 'F0006') return false;
      json(response, 403, forbidden);
      return true;
    };
    const jde = jdeUnderTest(ais.settings());
    const error = await jde.facts('businessUnit', '4411').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'Unauthorised', status: 403 });
    expect(String(error)).toContain('table F0006');
    expect(ais.names().filter((name) => name === 'tokenrequest')).toHaveLength(2);
    expect(ais.openTokens.size).toBe(1);
    await jde.close();
  });

  test('a 403 page of a proxy renews nothing and says that it was HTML', async () => {
    const jde = jdeUnderTest(ais.settings());
    await jde.facts('businessUnit', '4411');
    ais.intercept = (_call, response) => {
      response.writeHead(403, { 'content-type': 'text/html' }).end('<html>blocked</html>');
      return true;
    };
    const error = await jde.facts('businessUnit', '4411').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'Unavailable', status: 403 });
    expect(String(error)).toMatch(/HTML.*still allowed/);
    expect(ais.names().filter((name) => name === 'tokenrequest')).toHaveLength(1);
    await jde.close();
  });

  test('many calls that meet the end of a token open one new session', async () => {
    const jde = jdeUnderTest(ais.settings({ erpConcurrency: 4, readsTogether: 1 }));
    await jde.facts('businessUnit', '4411');
    ais.openTokens.clear();
    await Promise.all(Array.from({ length: 8 }, () => jde.facts('businessUnit', '4411')));
    expect(ais.names().filter((name) => name === 'tokenrequest')).toHaveLength(2);
    await jde.close();
  });

  test('at most so many calls run at once', async () => {
    let running = 0;
    let most = 0;
    ais.intercept = async ({ name }) => {
      if (name !== 'F0006') return false;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      return false;
    };
    const jde = jdeUnderTest(ais.settings({ erpConcurrency: 2, readsTogether: 1 }));
    await Promise.all(Array.from({ length: 6 }, () => jde.facts('businessUnit', '4411')));
    expect(most).toBe(2);
    await jde.close();
  });

  test('a session is replaced at its age and the old one logged out', async () => {
    let now = 1_000_000;
    const jde = jdeUnderTest(ais.settings({ tokenAgeMs: 1_500_000 }), { nowMs: () => now });
    await jde.facts('businessUnit', '4411');
    now += 1_500_000;
    await jde.facts('businessUnit', '4411');
    await jde.close();
    expect(ais.names()).toEqual(expect.arrayContaining(['logout']));
    expect(ais.names().filter((name) => name === 'tokenrequest')).toHaveLength(2);
    expect(ais.openTokens.size).toBe(0);
  });

  test('a fresh session logs the old one out only when its last call has ended', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    ais.orchestrate = () => [200, { OrderNumber: '5012' }];
    ais.intercept = async ({ name }) => {
      if (name === 'PC_CREATE_PO') await held;
      return false;
    };
    const jde = jdeUnderTest(ais.settings({ requestLimitMs: 5_000 }));
    const sending = jde.send(sampleOrder);
    while (!ais.names().includes('PC_CREATE_PO')) await new Promise((resolve) => setTimeout(resolve, 5));
    await jde.adapter.openSession();
    await jde.facts('businessUnit', '4411');
    expect(ais.names()).not.toContain('logout');
    expect(ais.names().filter((name) => name === 'tokenrequest')).toHaveLength(2);
    release();
    await expect(sending).resolves.toMatchObject({ orderNumber: '5012' });
    await jde.close();
    expect(ais.openTokens.size).toBe(0);
  });

  test('validate and logout follow the session', async () => {
    const settings = ais.settings();
    const connection = new HttpConnection({ system: 'jde' });
    const session = await login(connection, settings, Date.now());
    await expect(validate(connection, settings, session)).resolves.toBe(true);
    await expect(logout(connection, settings, session)).resolves.toBe(200);
    await expect(validate(connection, settings, session)).resolves.toBe(false);
    await connection.close();
  });
});

describe('when the work that a call belongs to is canceled', () => {
  const canceled = new Error('the work was canceled');
  const busyWith = async (what: string, work: AbortController) => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    ais.orchestrate = () => [200, { OrderNumber: '5012' }];
    ais.intercept = async ({ name }) => {
      if (name === what) await held;
      return false;
    };
    const settings = ais.settings({ erpConcurrency: 1, requestLimitMs: 5_000 });
    const jde = jdeUnderTest(settings, { cancellation: () => work.signal });
    return { jde, release };
  };
  const arrived = async (name: string): Promise<void> => {
    while (!ais.names().includes(name)) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('a write under way is waited for, what waits for its turn is given up: a read with the reason, a write as not sent', async () => {
    const work = new AbortController();
    const { jde, release } = await busyWith('PC_CREATE_PO', work);
    const sending = jde.send(sampleOrder);
    await arrived('PC_CREATE_PO');
    const reading = jde.facts('businessUnit', '4411');
    const second = jde.send(sampleOrder);
    work.abort(canceled);
    setTimeout(release, 50);
    await expect(reading).rejects.toBe(canceled);
    await expect(second).rejects.toMatchObject({ name: 'NotSent', detail: { reason: 'canceled' } });
    await expect(sending).resolves.toMatchObject({ orderNumber: '5012' });
    expect(ais.names().filter((name) => name === 'PC_CREATE_PO')).toHaveLength(1);
    await jde.close();
  });

  test('a login that others wait for too goes on, and the write behind it does not leave', async () => {
    const work = new AbortController();
    const { jde, release } = await busyWith('tokenrequest', work);
    const sending = jde.send(sampleOrder);
    await arrived('tokenrequest');
    work.abort(canceled);
    setTimeout(release, 20);
    await expect(sending).rejects.toMatchObject({ name: 'NotSent', detail: { reason: 'canceled' } });
    expect(ais.names()).not.toContain('PC_CREATE_PO');
    expect(ais.openTokens.size).toBe(1);
    await jde.close();
  });
});

describe('a read that a write needs first', () => {
  test('is given up, and the write is not sent', async () => {
    const work = new AbortController();
    const jde = jdeUnderTest(ais.settings(), { cancellation: () => work.signal });
    work.abort(new Error('the work was canceled'));
    await expect(jde.send(sampleCancel)).rejects.toMatchObject({ name: 'NotSent' });
    await jde.close();
  });
});

describe('login that is refused', () => {
  test.each([
    [403, 'Unauthorised', 'not accepted'],
    [405, 'Unauthorised', 'Allowed Hosts'],
    [445, 'Unauthorised', 'single sign-on'],
    [429, 'Throttled', 'answered 429'],
    [500, 'Unavailable', 'answered 500'],
  ])('%i is %s', async (status, name, words) => {
    ais.intercept = (call, response) => {
      json(response, status, { message: `password ${String(call.body['password'])} is wrong` });
      return true;
    };
    const jde = jdeUnderTest(ais.settings());
    const error = await jde.facts('businessUnit', '4411').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name });
    expect(String(error)).toContain(words);
    expect(JSON.stringify(error) + String(error)).not.toContain('secret-word');
    await jde.close();
  });

  test('before a write it means that the write never left', async () => {
    ais.intercept = (_call, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad jde</html>');
      return true;
    };
    const jde = jdeUnderTest(ais.settings());
    await expect(jde.send(sampleOrder)).rejects.toMatchObject({ name: 'NotSent' });
    await jde.close();
  });
});
