import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startJdeSandbox, type JdeSandbox } from '../server';
import type { JdeSandboxSettings } from '../settings';

export type Tables = Readonly<Record<string, readonly object[]>>;

/** Two companies, one job each, a supplier on each kind of hold, and the periods of 2026 with March open. */
export const testCompany: Tables = {
  F0010: [
    { CO: '00200', NAME: 'Builder Inc', CRCD: 'USD', PNC: 3, APPN: 3, DFYJ: '20260101', APFJ: '20260101', DTPN: 'R' },
    { CO: '00300', NAME: 'Other Inc', CRCD: 'USD', PNC: 3, APPN: 3, DFYJ: '20260101', DTPN: 'R' },
  ],
  F0008: [
    {
      DTPN: 'R',
      FY: 26,
      DFYJ: '20260101',
      ...Object.fromEntries(
        [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 31].map((days, index) => {
          const month = String(Math.min(index + 1, 12)).padStart(2, '0');
          return [`D${String(index + 1).padStart(2, '0')}J`, `2026${month}${days}`];
        }),
      ),
    },
  ],
  F0006: [
    { MCU: '4411', CO: '00200', STYL: 'JB', DL01: 'Library' },
    { MCU: '200', CO: '00200', STYL: 'BS' },
    { MCU: '4499', CO: '00200', STYL: 'JB', PECC: 'N' },
    { MCU: '5511', CO: '00300', STYL: 'JB' },
  ],
  F0901: [
    { AID: '00000001', CO: '00200', MCU: '4411', OBJ: '1340', SUB: '26010' },
    { AID: '00000002', CO: '00200', MCU: '4411', OBJ: '1340', SUB: '03300', PEC: 'I' },
    { AID: '00000003', CO: '00200', MCU: '200', OBJ: '4110', SUB: '' },
    { AID: '00000004', CO: '00200', MCU: '4411', OBJ: '1350', SUB: '05120', PEC: 'L' },
    { AID: '00000005', CO: '00200', MCU: '4499', OBJ: '1340', SUB: '26010' },
    { AID: '00000006', CO: '00300', MCU: '5511', OBJ: '1340', SUB: '26010' },
  ],
  F0101: [
    { AN8: 7004, ALKY: 'PC-1', ALPH: 'European Motors', AT1: 'V', TAX: '12-345', UPMJ: '20260301', UPMT: 93015 },
    { AN8: 7005, ALPH: 'Held Supplier', AT1: 'V' },
    { AN8: 1, ALPH: 'Financial Company', AT1: 'O' },
  ],
  F0401: [
    { AN8: 7004, TRAP: 'N30', APC: 'SUBC', CRRP: 'USD' },
    { AN8: 7005, HOLD: 'A1' },
  ],
  F0014: [{ PTC: 'N30', PTD: 'Net 30', NDTP: 30 }],
  F0030: [{ UKID: 9, BKTP: 'V', AN8: 7004, TNST: '111', CBNK: '987654321' }],
};

/** A test reads what it expects; a wrong shape fails the test where it is read. */
type TestJson = { readonly [member: string]: TestJson } & TestJson[] & string;

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: TestJson;
}

export interface TestSandbox extends JdeSandbox {
  readonly token: string;
  call(path: string, body?: object, headers?: Record<string, string>): Promise<TestAnswer>;
  get(path: string, headers?: Record<string, string>): Promise<TestAnswer>;
  run(name: string, inputs: object): Promise<TestAnswer>;
  control(method: string, path: string, body?: object): Promise<TestAnswer>;
  rows(table: string, where?: Record<string, string>): Promise<Record<string, string>[]>;
  fault(fault: object): Promise<void>;
}

export function writeTables(tables: Tables): string {
  const folder = mkdtempSync(join(tmpdir(), 'jde-sandbox-'));
  mkdirSync(folder, { recursive: true });
  for (const [name, rows] of Object.entries(tables)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(rows));
  }
  return folder;
}

export async function startTestSandbox(
  settings: Partial<JdeSandboxSettings> = {},
  tables: Tables = {},
): Promise<TestSandbox> {
  const dataFolder = writeTables({ ...testCompany, ...tables });
  const sandbox = await startJdeSandbox({ dataFolder, settings });
  rmSync(dataFolder, { recursive: true });
  const send = async (base: string, method: string, path: string, body?: object, headers?: Record<string, string>) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answerOf(response);
  };
  const login = await send(sandbox.url, 'POST', '/jderest/v2/tokenrequest', {
    username: 'PROCORE',
    password: 'sandbox',
    deviceName: 'test',
  });
  const token: string = login.status === 200 ? (login.json['userInfo']?.['token'] ?? '') : '';
  const cookie = login.headers.get('set-cookie')?.split(';')[0];
  const session: Record<string, string> = {
    'jde-AIS-Auth': token,
    'jde-AIS-Auth-Device': 'test',
    ...(cookie === undefined ? {} : { Cookie: cookie }),
  };
  const control = (method: string, path: string, body?: object) =>
    send(sandbox.controlUrl, method, `/control/${path}`, body);
  const call: TestSandbox['call'] = (path, body, headers) =>
    send(sandbox.url, 'POST', `/jderest/${path}`, body ?? {}, { ...session, ...headers });
  return {
    ...sandbox,
    token,
    call,
    get: (path, headers) => send(sandbox.url, 'GET', `/jderest/${path}`, undefined, { ...session, ...headers }),
    run: (name, inputs) => call(`v3/orchestrator/${encodeURIComponent(name)}`, inputs),
    control,
    rows: async (table, where = {}) =>
      JSON.parse((await control('GET', `tables/${table}?${new URLSearchParams(where).toString()}`)).text) as Record<
        string,
        string
      >[],
    fault: async (fault) => {
      const answer = await control('POST', 'faults', fault);
      if (answer.status !== 201) {
        throw new Error(answer.text);
      }
    },
  };
}

async function answerOf(response: Response): Promise<TestAnswer> {
  const text = await response.text();
  const isJson = text !== '' && (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (isJson ? JSON.parse(text) : undefined) as TestJson,
  };
}
