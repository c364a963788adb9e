import type { ServerResponse } from 'node:http';
import { jdeUnderTest, type JdeUnderTest } from '../jde-under-test.fixture';
import { json, startFakeAis, type FakeAis } from '../ais/fake-ais.fixture';
import { sampleOrder } from './sample-bodies.fixture';

let ais: FakeAis;
let jde: JdeUnderTest;
beforeEach(async () => {
  ais = await startFakeAis();
  jde = jdeUnderTest(ais.settings());
});
afterEach(async () => {
  await jde.close();
  await ais.close();
});

const complete = {
  message: { fs_P4310_W4310A: { errors: [{ CODE: '1', TITLE: 'Invalid Business Unit', DESC: 'CAUSE ...' }] } },
  exception: 'com.oracle.e1.rest.OrchestrationException',
  status: 'ERROR',
  jde__status: 'ERROR',
  jde__simpleMessage: 'Invalid Business Unit',
  exceptionId: 'abc-123',
};

const page = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html>Proxy</html>');
};
const cutJson = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"Invalid Bus');
};

/** What each end of a write means (design 6, step 5). */
describe('a write that ends', () => {
  test.each<[string, string, (response: ServerResponse) => void]>([
    ['with a complete error body', 'Rejected', (response) => json(response, 500, complete)],
    ['with an error body that breaks off', 'OutcomeUnknown', (response) => cutJson(response, 500)],
    ['with 500 and an empty object', 'OutcomeUnknown', (response) => json(response, 500, {})],
    ['with 500 and nothing', 'OutcomeUnknown', (response) => void response.writeHead(500).end()],
    ['with a 500 page', 'OutcomeUnknown', (response) => page(response, 500)],
    ['with a 502 page', 'OutcomeUnknown', (response) => page(response, 502)],
    ['with 503 and an error body', 'OutcomeUnknown', (response) => json(response, 503, complete)],
    ['with 504', 'OutcomeUnknown', (response) => page(response, 504)],
    ['with 200 and a page', 'OutcomeUnknown', (response) => page(response, 200)],
    ['with 200 and a cut body', 'OutcomeUnknown', (response) => cutJson(response, 200)],
    ['with a 403 page', 'OutcomeUnknown', (response) => page(response, 403)],
    ['with a reset', 'OutcomeUnknown', (response) => void response.socket?.resetAndDestroy()],
    ['with 429', 'Throttled', (response) => json(response, 429, {})],
    ['with 403 twice', 'Unauthorised', (response) => json(response, 403, complete)],
    ['with 444 twice', 'Unauthorised', (response) => json(response, 444, complete)],
    ['with 400 and an error body', 'Rejected', (response) => json(response, 400, complete)],
    ['with 404 and an error body', 'Rejected', (response) => json(response, 404, complete)],
    ['with a 404 page', 'OutcomeUnknown', (response) => page(response, 404)],
    // What gateways, proxies and their frameworks answer in JSON while the call behind them goes on.
    ...[
      { message: 'Internal server error' },
      { message: 'Endpoint request timed out' },
      {
        status: 500,
        message: 'timeout',
        timestamp: '2026-05-01T10:00:00Z',
        error: 'Internal Server Error',
        path: '/x',
      },
      { status: 'error', message: 'backend timed out' },
      { status: 'ERROR', message: 'backend timed out' },
      { exception: 'java.net.SocketTimeoutException', message: 'Read timed out' },
      {
        fault: { faultstring: 'Gateway Timeout', detail: { errorcode: 'messaging.adaptors.http.flow.GatewayTimeout' } },
      },
      { errors: [{ message: 'upstream' }] },
    ].flatMap((body): [string, string, (response: ServerResponse) => void][] =>
      [400, 404, 415, 500].map((status) => [
        `with ${status} and a body that is not of JDE, ${JSON.stringify(body)},`,
        'OutcomeUnknown',
        (response) => json(response, status, body),
      ]),
    ),
    [
      'with 200 and errors that are not of JDE',
      'OutcomeUnknown',
      (response) => json(response, 200, { errors: [{ message: 'upstream' }] }),
    ],
    [
      'with 500 and only an exception of JDE',
      'Rejected',
      (response) => json(response, 500, { message: 'x', exception: 'com.oracle.e1.rest.OrchestrationException' }),
    ],
    [
      'with 500 and messages as older servers nest them',
      'Rejected',
      (response) => json(response, 500, { message: 'x', errorDetails: { errors: [{ CODE: '1', DESC: 'y' }] } }),
    ],
    [
      'with 500 and text of the designer',
      'Rejected',
      (response) => json(response, 500, { message: 'x', userDefinedErrorText: 'Bad job' }),
    ],
    ['with 415', 'Rejected', (response) => json(response, 415, complete)],
    [
      'with 200 and the status WARNING',
      'OutcomeUnknown',
      (response) =>
        json(response, 200, { OrderNumber: '5012', jde__status: 'WARNING', jde__simpleMessage: 'Over budget' }),
    ],
    [
      'with 200 and a step that was continued on error',
      'OutcomeUnknown',
      (response) => json(response, 200, { OrderNumber: '5012', continuedOnError: [{ step: 1, message: 'x' }] }),
    ],
    ['with 200 and the status ERROR', 'Rejected', (response) => json(response, 200, complete)],
    [
      'with 200 and errors in a form',
      'Rejected',
      (response) =>
        json(response, 200, {
          OrderNumber: '5012',
          jde__status: 'SUCCESS',
          ServiceRequest1: { forms: [{ fs_P4310_W4310A: { errors: [{ TITLE: 'Record Reserved' }], warnings: [] } }] },
        }),
    ],
  ])('%s is %s', async (_how, name, answer) => {
    ais.intercept = (call, response) => {
      if (call.name !== 'PC_CREATE_PO') return false;
      answer(response);
      return true;
    };
    await expect(jde.send(sampleOrder)).rejects.toMatchObject({ name });
  });

  const reserved = { ...complete, jde__simpleMessage: 'Record Reserved by another user' };
  test.each([
    ['a refusal of JDE', 500, complete, false],
    ['a record that another user keeps', 500, reserved, true],
    ['a record that another user keeps, told by a form', 200, { ...reserved, jde__status: 'ERROR' }, true],
    ['a record that another user keeps, told as a warning', 200, { ...reserved, jde__status: 'WARNING' }, true],
  ])('%s passes by itself or does not: %s', async (_what, status, body, passes) => {
    ais.orchestrate = () => [status, body];
    await expect(jde.send(sampleOrder)).rejects.toMatchObject({ passes });
  });

  test('by which texts JDE says that a record is kept is a setting', async () => {
    const french = jdeUnderTest({ ...ais.settings(), reservedTexts: ['enregistrement réservé'] });
    ais.orchestrate = () => [500, { ...complete, jde__simpleMessage: 'Erreur : Enregistrement réservé par MDUPONT' }];
    await expect(french.send(sampleOrder)).rejects.toMatchObject({ passes: true });
    await expect(jde.send(sampleOrder)).rejects.toMatchObject({ passes: false });
    await french.close();
  });

  test('a refusal keeps the words of JDE out of its message and hands them to who records it', async () => {
    ais.orchestrate = () => [500, complete];
    const error = (await jde.send(sampleOrder).catch((caught: unknown) => caught)) as {
      message: string;
      detail: object;
      saidTexts: () => readonly string[];
    };
    expect(error.message).not.toContain('Invalid Business Unit');
    expect(error.saidTexts()[0]).toBe('Invalid Business Unit');
    expect(error.detail).toMatchObject({ exceptionId: 'abc-123' });
  });

  test('words inside a nested message are found', async () => {
    ais.orchestrate = () => [500, { message: complete.message }];
    const error = (await jde.send(sampleOrder).catch((caught: unknown) => caught)) as {
      saidTexts: () => readonly string[];
    };
    expect(error.saidTexts()).toContain('Invalid Business Unit');
  });

  test('a warning says so', async () => {
    ais.orchestrate = () => [200, { OrderNumber: '5012', jde__status: 'WARNING' }];
    await expect(jde.send(sampleOrder)).rejects.toMatchObject({ detail: { reason: 'warning' } });
  });

  test('yes without a number gives null', async () => {
    ais.orchestrate = () => [200, { jde__status: 'SUCCESS', OrderNumber: ' ' }];
    await expect(jde.send(sampleOrder)).resolves.toBeNull();
  });

  test('a number gives the reference; outputs and the orchestration may have names of their own', async () => {
    const orchestrations = { PC_CREATE_PO: { name: 'ORCH PO Entry', outputs: { OrderNumber: 'Previous_Order' } } };
    const own = jdeUnderTest(ais.settings({ orchestrations }));
    ais.orchestrate = () => [200, { Previous_Order: 5012, OrderType: 'OS', Suffix: '001' }];
    await expect(own.send(sampleOrder)).resolves.toEqual({
      orderNumber: '5012',
      orderType: 'OS',
      orderCompany: '00200',
      suffix: '001',
    });
    expect(ais.calls.at(-1)?.path).toBe('v3/orchestrator/ORCH%20PO%20Entry');
    await own.close();
  });

  test('a 444 at the door is renewed once and the write goes out once', async () => {
    ais.orchestrate = () => [200, { OrderNumber: '5012' }];
    await jde.send(sampleOrder);
    ais.openTokens.clear();
    await expect(jde.send(sampleOrder)).resolves.toMatchObject({ orderNumber: '5012' });
    expect(ais.names().filter((name) => name === 'PC_CREATE_PO')).toHaveLength(3);
  });

  test('nobody listens: provably not sent', async () => {
    const gone = await startFakeAis();
    const own = jdeUnderTest(gone.settings());
    await gone.close();
    await expect(own.send(sampleOrder)).rejects.toMatchObject({ name: 'NotSent' });
    await own.close();
  });

  test('with no answer in time it is OutcomeUnknown', async () => {
    const own = jdeUnderTest(ais.settings({ requestLimitMs: 1_000 }));
    // Logged in already: what is waited for is the write.
    await own.facts('businessUnit', '4411').catch(() => undefined);
    ais.intercept = ({ name }) => name === 'PC_CREATE_PO';
    await expect(own.send(sampleOrder)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await own.close();
  });

  test('a write that found no free slot in time is given back as not sent and never leaves', async () => {
    const own = jdeUnderTest(ais.settings({ erpConcurrency: 1, sendWithinMs: 300, requestLimitMs: 5_000 }));
    ais.intercept = async ({ name }) => {
      if (name === 'PC_CREATE_PO') await new Promise((resolve) => setTimeout(resolve, 1_500));
      return false;
    };
    ais.orchestrate = () => [200, { OrderNumber: '5012' }];
    // Logged in already, so that on a busy machine the login does not use up the time.
    await own.facts('businessUnit', '4411').catch(() => undefined);
    const first = own.send(sampleOrder);
    const second = own.send(sampleOrder);
    await expect(second).rejects.toMatchObject({ name: 'NotSent', detail: { reason: 'tooLate' } });
    await expect(first).resolves.toMatchObject({ orderNumber: '5012' });
    expect(ais.names().filter((name) => name === 'PC_CREATE_PO')).toHaveLength(1);
    await own.close();
  });
});
