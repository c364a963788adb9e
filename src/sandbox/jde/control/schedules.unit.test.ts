import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

let sandbox: TestSandbox;
let service: Server;
let url: string;
let status = 200;
const calls: { headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  sandbox = await startTestSandbox({});
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status).end('{"started":1}');
    });
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  url = `http://127.0.0.1:${String((service.address() as AddressInfo).port)}/triggers/acme`;
});
afterAll(async () => {
  await sandbox.close();
  service.closeAllConnections();
  service.close();
});
beforeEach(() => {
  calls.length = 0;
  status = 200;
});

const put = (more: object) => sandbox.control('PUT', 'schedules', { name: 'ASK', url, ...more });
const run = async () => (await sandbox.control('POST', 'schedules/run', { name: 'ASK' })).json;

test('the step posts its body by the policy Basic, or with the headers that it sets', async () => {
  await put({ basic: { username: 'jde', password: 's3cret' }, body: { project: '4411' } });
  expect(await run()).toMatchObject([{ status: 200, outcome: 'ok', answer: '{"started":1}' }]);
  await put({ headers: { 'x-api-key': 's3cret' } });
  await run();
  expect(calls.map(({ headers, body }) => [headers.authorization, headers['x-api-key'], body])).toEqual([
    [`Basic ${btoa('jde:s3cret')}`, undefined, '{"project":"4411"}'],
    [undefined, 's3cret', '{}'],
  ]);
});

test.each([201, 202, 204, 401, 429, 500])(
  'an answer %i is an exception, and nothing is tried again',
  async (answered) => {
    status = answered;
    await put({});
    expect(await run()).toMatchObject([{ status: answered, outcome: 'exception' }]);
    expect(calls).toHaveLength(1);
  },
);

test('nobody there is an exception', async () => {
  await put({ url: 'http://127.0.0.1:9/triggers/acme' });
  expect(await run()).toMatchObject([{ status: null, outcome: 'exception' }]);
});

test('a schedule fires on its clock, twice at once when it is told to, and not after it was removed', async () => {
  await put({ everySeconds: 0.05, twice: true });
  while (calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await sandbox.control('DELETE', 'schedules', { name: 'ASK' });
  await new Promise((resolve) => setTimeout(resolve, 30));
  const fired = calls.length;
  expect(fired % 2).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(calls).toHaveLength(fired);
  expect((await sandbox.control('POST', 'schedules/run', { name: 'ASK' })).status).toBe(400);
});
