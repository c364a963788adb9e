import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFusionSandbox, type FusionSandbox } from '../server';
import type { FusionSandboxSettings } from '../settings';
import { testCompany } from './test-company.fixture';

export type Rows = Readonly<Record<string, readonly object[]>>;

/** A test reads what it expects; a wrong shape fails the test where it is read. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type TestJson = any;

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: TestJson;
}

export interface TestSandbox extends FusionSandbox {
  readonly token: string;
  get(path: string, headers?: Record<string, string>): Promise<TestAnswer>;
  send(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<TestAnswer>;
  /** With the media type of actions; a path without `/action/` is the older form. */
  act(path: string, body?: object): Promise<TestAnswer>;
  control(method: string, path: string, body?: object): Promise<TestAnswer>;
  set(settings: Partial<FusionSandboxSettings>): Promise<void>;
  fault(fault: object): Promise<void>;
}

export const RESOURCES = '/fscmRestApi/resources/11.13.18.05';
const ITEM = 'application/vnd.oracle.adf.resourceitem+json';
const ACTION = 'application/vnd.oracle.adf.action+json';
const BASIC = `Basic ${Buffer.from('sandbox-client:sandbox-secret').toString('base64')}`;
export const SCOPE = 'urn:opc:resource:consumer::all';

export function writeRows(rows: Rows): string {
  const folder = mkdtempSync(join(tmpdir(), 'fusion-sandbox-'));
  for (const [name, content] of Object.entries(rows)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
  }
  return folder;
}

export function askToken(
  sandbox: Pick<FusionSandbox, 'identityUrl'>,
  form: Record<string, string>,
  authorization = BASIC,
): Promise<TestAnswer> {
  return fetch(`${sandbox.identityUrl}/oauth2/v1/token`, {
    method: 'POST',
    headers: { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams(form).toString(),
  }).then(answerOf);
}

export async function startTestSandbox(
  settings: Partial<FusionSandboxSettings> = {},
  rows: Rows = {},
): Promise<TestSandbox> {
  const dataFolder = writeRows({ ...testCompany, ...rows });
  const sandbox = await startFusionSandbox({ dataFolder, settings: { approvalMs: 0, ...settings } });
  rmSync(dataFolder, { recursive: true });
  const granted = await askToken(sandbox, { grant_type: 'client_credentials', scope: SCOPE });
  const token = granted.status === 200 ? String(granted.json.access_token) : '';
  const call = async (base: string, method: string, path: string, body?: object, headers?: Record<string, string>) =>
    answerOf(
      await fetch(`${base}${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'REST-Framework-Version': '4', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  const pod = (path: string): string =>
    path.startsWith('http') || path.startsWith('/') ? path : `${RESOURCES}/${path}`;
  const send: TestSandbox['send'] = (method, path, body, headers) =>
    call(sandbox.url, method, pod(path), body, { 'Content-Type': ITEM, ...headers });
  const control: TestSandbox['control'] = (method, path, body) =>
    call(sandbox.controlUrl, method, `/control/${path}`, body, { 'Content-Type': 'application/json' });
  const required = async (answer: Promise<TestAnswer>): Promise<void> => {
    const { status, text } = await answer;
    if (status >= 300) throw new Error(text);
  };
  return {
    ...sandbox,
    token,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    act: (path, body = {}) => send('POST', path, body, { 'Content-Type': ACTION }),
    control,
    set: (changes) => required(control('PUT', 'settings', changes)),
    fault: (fault) => required(control('POST', 'faults', fault)),
  };
}

async function answerOf(response: Response): Promise<TestAnswer> {
  const text = await response.text();
  const isJson = text !== '' && (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** The key that the pod gave out: the last segment of the self link. */
export function keyOf(item: TestJson): string {
  const self = item.links.find(({ rel }: { rel: string }) => rel === 'self');
  return String(self.href).split('/').at(-1) ?? '';
}

export function indicatorOf(item: TestJson): string {
  return String(item.links.find(({ rel }: { rel: string }) => rel === 'self').properties.changeIndicator);
}
