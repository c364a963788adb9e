import type { temporal } from '@temporalio/proto';
import { addConnection, startSecurityStack, type SecurityStack } from './support/security-stack';
import { until } from './support/until';

let stack: SecurityStack;
let uiOrigin: string;
let payload: { readonly metadata: Readonly<Record<string, string>>; readonly data: string };

beforeAll(async () => {
  stack = await startSecurityStack();
  uiOrigin = new URL(stack.stack.temporal.uiUrl ?? '').origin;
  const nowhere = 'http://127.0.0.1:9';
  const erp = { username: 'c', password: 'd' };
  const callers = { webhook: 'Bearer sixteen-letters', trigger: 'of-sixteen-letters-too' };
  const secrets = { clientId: 'a', clientSecret: 'b', ...erp, ...callers };
  const added = await addConnection(stack, { companyId: '1', procoreUrl: nowhere, jdeUrl: nowhere, secrets });
  if (added.exitCode !== 0) throw new Error(added.stderr);
  // The command that adds a connection starts its `reconcile`.
  const workflowId = await until('a workflow', async () => {
    for await (const found of stack.client.workflow.list()) return found.workflowId;
    return null;
  });
  const history = await stack.client.workflow.getHandle(workflowId).fetchHistory();
  payload = inputAsTheUiHasIt(history);
});
afterAll(() => stack.close());

/** The UI has histories as JSON of the protocol's own kind: bytes are base64. */
function inputAsTheUiHasIt(history: temporal.api.history.v1.IHistory): typeof payload {
  const [input] = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const metadata = Object.entries(input?.metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  return {
    metadata: Object.fromEntries(metadata) as Record<string, string>,
    data: base64(input?.data ?? new Uint8Array()),
  };
}

const ask = (headers: Readonly<Record<string, string>>, method = 'POST', url = codecUrl()): Promise<Response> =>
  fetch(`${url}/decode?preserveStorageRefs=true`, {
    method,
    headers: { 'content-type': 'application/json', 'x-namespace': stack.stack.temporal.namespace, ...headers },
    ...(method === 'POST' ? { body: JSON.stringify({ payloads: [payload] }) } : {}),
  });
const codecUrl = (): string => `${stack.apiUrl}/codec`;

test('the embedded UI is told of our codec endpoint, and to pass no token, else it would not decode over http', async () => {
  const settings = (await (await fetch(`${uiOrigin}/api/v1/settings`)).json()) as { Codec: object };
  expect(settings.Codec).toMatchObject({ Endpoint: codecUrl(), PassAccessToken: false, IncludeCredentials: false });
});

test('a payload of a real history is encrypted, and the UI gets it decoded', async () => {
  expect(Buffer.from(payload.metadata['encoding'] ?? '', 'base64').toString()).toBe('binary/encrypted');
  expect(Buffer.from(payload.data, 'base64').includes('canary-jde')).toBe(false);
  const response = await ask({ origin: uiOrigin });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe(uiOrigin);
  const { payloads } = (await response.json()) as { payloads: (typeof payload)[] };
  expect(JSON.parse(Buffer.from(payloads[0]?.data ?? '', 'base64').toString())).toEqual({
    tenantId: 'canary',
    connectionId: 'canary-jde',
  });
});

test('the question that a browser asks before is answered for the headers that the UI sends', async () => {
  const response = await ask(
    {
      origin: uiOrigin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-namespace',
    },
    'OPTIONS',
  );
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe(uiOrigin);
  expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(/content-type.*x-namespace/);
});

test.each([
  ['of another page', 'http://evil.example'],
  ['of the UI under https', 'https'],
  ['of another port', 'port'],
  ['that is null, as of a file or a sandboxed frame', 'null'],
  ['that is missing', ''],
])('an origin %s gets nothing', async (_name, origin) => {
  const other = { https: uiOrigin.replace('http:', 'https:'), port: uiOrigin.replace(/\d+$/, '80') }[origin] ?? origin;
  const response = await ask(other === '' ? {} : { origin: other });
  expect(response.status).toBe(403);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(await response.text()).not.toContain('canary-jde');
});

test('a name that was pointed at this machine gets nothing, whatever its origin', async () => {
  const { port } = new URL(stack.apiUrl);
  const { request } = await import('node:http');
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: `rebound.example:${port}`, origin: uiOrigin, 'content-type': 'application/json' };
    const sent = request({ host: '127.0.0.1', port, path: '/codec/decode', method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject);
    sent.end(JSON.stringify({ payloads: [payload] }));
  });
  expect(status).toBe(421);
});
