import { HttpConnection, type CallObservation } from './http-connection';
import type { CallEffect } from './lost-answer';
import { sendRequest, type HttpAnswer } from './send-request';
import type { ClientError } from './client-error';
import * as failing from './failing-servers.fixture';

const open: (() => Promise<void>)[] = [];
const observed: CallObservation[] = [];
let work: AbortController;
let connection: HttpConnection;

beforeEach(() => {
  observed.length = 0;
  work = new AbortController();
  connection = new HttpConnection({
    system: 'procore',
    maxAnswerBytes: 100_000,
    cancellation: () => work.signal,
    observe: (observation) => observed.push(observation),
  });
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  await connection.agent.destroy();
});

const canceled = new Error('the work was canceled');

async function at(server: Promise<failing.FailingServer>): Promise<failing.FailingServer> {
  const started = await server;
  open.push(started.close);
  return started;
}

function call(
  url: string,
  effect: CallEffect,
  extra: { limitMs?: number; shared?: boolean } = {},
): Promise<HttpAnswer> {
  return sendRequest(connection, {
    operation: 'theCall',
    effect,
    method: effect === 'read' ? 'GET' : 'POST',
    url: new URL('/path?x=1', url),
    ...(effect === 'write' ? { body: { json: { a: '1' } } } : {}),
    ...extra,
  });
}

async function errorOf(promise: Promise<HttpAnswer>): Promise<ClientError> {
  return promise.then(
    (answer) => {
      throw new Error(`expected an error, got ${String(answer.status)}`);
    },
    (error: unknown) => error as ClientError,
  );
}

describe('a request that provably never left is NotSent, also for a write', () => {
  test.each(['read', 'write'] as const)('refused connection, %s', async (effect) => {
    const server = await at(failing.refusing());
    const error = await errorOf(call(server.url, effect));
    expect(error.kind).toBe('NotSent');
    expect(error.detail).toEqual({ reason: 'ECONNREFUSED' });
    expect(error.message).toContain(new URL(server.url).host);
  });

  test('a name that does not exist', async () => {
    const error = await errorOf(call('http://no-such-host.invalid', 'write'));
    expect(error.kind).toBe('NotSent');
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(error.detail['reason']);
  });

  test('a peer that does not speak TLS', async () => {
    const server = await at(failing.hanging());
    const error = await errorOf(call(server.url.replace('http:', 'https:'), 'write', { limitMs: 2_000 }));
    expect(error.kind).toBe('NotSent');
    expect(server.requests()).toBe(0);
  });

  test('a write whose work was canceled before', async () => {
    const server = await at(failing.answering(200, '{}'));
    work.abort(canceled);
    const error = await errorOf(call(server.url, 'write'));
    expect(error).toMatchObject({ kind: 'NotSent', detail: { reason: 'canceled' } });
    expect(server.requests()).toBe(0);
  });

  test('a write whose work is canceled while it waits for a socket, and it does not leave later', async () => {
    let answerFirst = (): void => undefined;
    const server = await at(
      failing.listening((_request, response) => {
        answerFirst = () => void response.end('{}');
      }),
    );
    await connection.agent.destroy();
    connection = new HttpConnection({ system: 'procore', maxSockets: 1, cancellation: () => work.signal });
    const first = call(server.url, 'write');
    await until(() => server.requests() === 1);
    const second = errorOf(call(server.url, 'write'));
    work.abort(canceled);
    expect(await second).toMatchObject({ kind: 'NotSent', detail: { reason: 'canceled' } });
    answerFirst();
    await expect(first).resolves.toMatchObject({ status: 200 });
    expect(server.requests()).toBe(1);
  });

  test('a limit that passes while the request waits for a socket, and it does not leave later', async () => {
    let answerFirst = (): void => undefined;
    const server = await at(
      failing.listening((_request, response) => {
        answerFirst = () => void response.end('{}');
      }),
    );
    await connection.agent.destroy();
    connection = new HttpConnection({ system: 'procore', maxSockets: 1 });
    const first = call(server.url, 'write');
    await until(() => server.requests() === 1);
    const error = await errorOf(call(server.url, 'write', { limitMs: 50 }));
    expect(error).toMatchObject({ kind: 'NotSent', detail: { reason: 'requestLimit' } });
    answerFirst();
    await first;
    const third = call(server.url, 'read');
    await until(() => server.requests() === 2);
    answerFirst();
    await third;
    expect(server.requests()).toBe(2);
  });
});

const losses: [string, () => Promise<failing.FailingServer>, string][] = [
  ['no answer within the limit', failing.hanging, 'requestLimit'],
  ['headers and then silence', failing.hangingAfterHeaders, 'requestLimit'],
  ['a reset before the headers', failing.resettingBeforeHeaders, 'connectionLost'],
  ['a reset after the headers', failing.resettingAfterHeaders, 'answerCut'],
  ['a cut body', failing.cuttingTheBody, 'answerCut'],
  ['cut JSON of the right length', failing.cuttingTheJson, 'foreignAnswer'],
  ['HTML under a 200', () => failing.sendingHtml(200), 'foreignAnswer'],
  ['something that is not HTTP', failing.speakingNoHttp, 'connectionLost'],
];

describe('an answer that is lost: a write has an unknown outcome, a read may be repeated', () => {
  test.each(losses)('%s', async (_name, start, reason) => {
    const server = await at(start());
    const lostWrite = await errorOf(call(server.url, 'write', { limitMs: 300 }));
    expect(lostWrite).toMatchObject({ kind: 'OutcomeUnknown', detail: { reason } });
    const lostRead = await errorOf(call(server.url, 'read', { limitMs: 300 }));
    expect(lostRead).toMatchObject({ kind: 'Unavailable', detail: { reason } });
    expect(server.requests()).toBe(2);
  });

  test('an answer beyond the size limit is refused under a read, unknown under a write', async () => {
    const server = await at(failing.sendingTooMuch(200_000));
    const read = await errorOf(call(server.url, 'read'));
    expect(read).toMatchObject({ kind: 'Rejected', detail: { reason: 'answerTooLarge' } });
    expect(await errorOf(call(server.url, 'write'))).toMatchObject({ kind: 'OutcomeUnknown' });
  });
});

describe('when the work that a call belongs to is canceled', () => {
  async function answeringWhenTold() {
    let answer = (): void => undefined;
    const server = await at(
      failing.listening((_request, response) => {
        answer = () => void response.setHeader('content-type', 'application/json').end('{"done":"yes"}');
      }),
    );
    return { server, answer: () => answer() };
  }

  test('a read is given up with the reason of the cancellation itself', async () => {
    const { server } = await answeringWhenTold();
    const pending = call(server.url, 'read');
    await until(() => server.requests() === 1);
    work.abort(canceled);
    await expect(pending).rejects.toBe(canceled);
    await expect(call(server.url, 'read')).rejects.toBe(canceled);
    expect(server.requests()).toBe(1);
    expect(observed.map((one) => one.outcome)).toEqual(['givenUp', 'givenUp']);
  });

  test('a write that is under way is waited for', async () => {
    const { server, answer } = await answeringWhenTold();
    const pending = call(server.url, 'write');
    await until(() => server.requests() === 1);
    work.abort(canceled);
    setTimeout(answer, 50);
    await expect(pending).resolves.toMatchObject({ status: 200, body: { value: { done: 'yes' } } });
  });

  test('a read that others wait for goes on', async () => {
    const { server, answer } = await answeringWhenTold();
    const pending = call(server.url, 'read', { shared: true });
    await until(() => server.requests() === 1);
    work.abort(canceled);
    setTimeout(answer, 50);
    await expect(pending).resolves.toMatchObject({ status: 200 });
  });
});

describe('an answer', () => {
  test('keeps every digit of every number as text', async () => {
    const server = await at(failing.answering(200, '{"id":5982324300946918154,"rate":1.0,"list":[0.10]}'));
    const answer = await call(server.url, 'read');
    expect(answer.body).toEqual({
      kind: 'json',
      value: { id: '5982324300946918154', rate: '1.0', list: ['0.10'] },
    });
  });

  test('of an error status comes back whole, with the class of a foreign body and the correlation id', async () => {
    const html = await at(failing.sendingHtml(502));
    const answer = await call(html.url, 'write');
    expect(answer).toMatchObject({ status: 502, body: { kind: 'foreign' } });
    expect(JSON.stringify(answer.body)).toContain('HTML');
    expect(JSON.stringify(answer.body)).not.toContain('Secret Vendor');
    const json = await at(failing.answering(422, '{"errors":["no"]}', { 'x-request-id': 'r-1' }));
    expect(await call(json.url, 'write')).toMatchObject({ status: 422, correlationId: 'r-1' });
  });

  test('that redirects is not followed', async () => {
    const server = await at(failing.redirecting());
    expect(await call(server.url, 'write')).toMatchObject({ status: 302, body: { kind: 'empty' } });
  });

  test('keeps cookies apart from the other headers', async () => {
    const server = await at(
      failing.listening((_request, response) => {
        response.setHeader('set-cookie', ['a=1; Path=/', 'b=2']).end('{}');
      }),
    );
    const answer = await call(server.url, 'read');
    expect(answer.setCookies).toEqual(['a=1; Path=/', 'b=2']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

test('no failure tells what stood in a body', async () => {
  for (const start of [() => failing.sendingHtml(200), failing.cuttingTheJson, failing.cuttingTheBody]) {
    const server = await at(start());
    const error = await errorOf(call(server.url, 'read'));
    const all = JSON.stringify({
      ...Object.fromEntries(Object.entries(error)),
      message: error.message,
      cause: String(error.cause),
      stack: error.stack,
    });
    expect(all).not.toMatch(/Secret Vendor|4711|"123/);
  }
});

test('every call is observed once, with its outcome', async () => {
  const good = await at(failing.answering(200, '{}', { 'x-request-id': 'r-2' }));
  const bad = await at(failing.resettingBeforeHeaders());
  await call(good.url, 'read');
  await errorOf(call(bad.url, 'write'));
  expect(observed).toMatchObject([
    { system: 'procore', operation: 'theCall', status: 200, outcome: 'answered', correlationId: 'r-2' },
    { status: null, outcome: 'OutcomeUnknown', correlationId: null },
  ]);
  expect(observed.every((one) => one.durationMs >= 0)).toBe(true);
});

test('a CA bundle without a certificate is refused when the connection is made', () => {
  expect(() => new HttpConnection({ system: 'jde', caBundlePem: 'not a pem' })).toThrow(/CA bundle/);
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition never held');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
