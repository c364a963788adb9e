import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jdeSettings, type JdeSettings, type JdeSettingsInput } from '../settings';

/** An AIS server of a few lines: sessions, queries by themselves and in batches, scripted orchestrations, and a hook for every fault. */
export type FakeRow = Readonly<Record<string, string | number>>;

interface FakeCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
  /** `login 1`, `F4301`, `F4301+F0411`, `PC_CREATE_PO`: what the call was for. */
  readonly name: string;
}

export interface FakeAis {
  readonly tables: Record<string, FakeRow[]>;
  readonly calls: FakeCall[];
  readonly names: () => readonly string[];
  readonly settings: (given?: Partial<JdeSettingsInput>) => JdeSettings;
  readonly openTokens: Set<string>;
  /** Looks at each call first; true when it answered or broke the connection itself. */
  intercept: (call: FakeCall, response: ServerResponse) => boolean | Promise<boolean>;
  orchestrate: (call: FakeCall) => readonly [status: number, body: unknown];
  readonly close: () => Promise<void>;
}

export async function startFakeAis(tables: Record<string, FakeRow[]> = {}): Promise<FakeAis> {
  let logins = 0;
  const server = createServer((request, response) => {
    void read(request).then((body) => handle(request, body, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeAis = {
    tables,
    calls: [],
    names: () => fake.calls.map((call) => call.name),
    openTokens: new Set(),
    settings: (given = {}) =>
      jdeSettings({
        connectionId: 'c1',
        baseUrl: `http://127.0.0.1:${String(port)}/jderest/`,
        username: 'PROCORE',
        password: 'secret-word',
        environment: 'JDV920',
        role: '*ALL',
        requestLimitMs: 10_000,
        readLimitMs: 10_000,
        ...given,
      }),
    intercept: () => false,
    orchestrate: () => [200, { jde__status: 'SUCCESS' }],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;

  async function handle(request: IncomingMessage, text: string, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/jderest/', '');
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const call = { path, headers: request.headers, body, name: nameOf(path, body) };
    fake.calls.push(call);
    if (await fake.intercept(call, response)) return;
    if (path === 'v2/defaultconfig') {
      json(response, 200, { aisVersion: 'EnterpriseOne 9.2.8.2' });
      return;
    }
    if (path === 'v2/tokenrequest') {
      logins += 1;
      const token = `token+/${String(logins)}=`;
      fake.openTokens.add(token);
      response.setHeader('set-cookie', [`route=node${String(logins)}; Path=/`]);
      json(response, 200, { userInfo: { token } });
      return;
    }
    const token = String(request.headers['jde-ais-auth'] ?? '');
    if (!fake.openTokens.has(token)) {
      json(response, 444, { message: 'Invalid Token', exception: 'Exception' });
      return;
    }
    if (path.endsWith('/logout')) {
      fake.openTokens.delete(token);
      json(response, 200, {});
      return;
    }
    if (path.endsWith('/validate')) {
      json(response, 200, { isValidSession: true });
      return;
    }
    if (path === 'v2/dataservice') {
      json(response, 200, body['batchDataRequest'] === true ? gridsOf(fake.tables, body) : gridOf(fake.tables, body));
      return;
    }
    if (path === 'v2/discover') {
      json(response, 200, { orchestrations: [] });
      return;
    }
    const [status, answer] = fake.orchestrate(call);
    json(response, status, answer);
  }
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function nameOf(path: string, body: Record<string, unknown>): string {
  if (path === 'v2/dataservice') {
    return body['batchDataRequest'] === true
      ? requestsOf(body)
          .map(({ targetName }) => targetName)
          .join('+')
      : String(body['targetName']);
  }
  return decodeURIComponent(path.split('/').at(-1) ?? '');
}

interface FakeQuery {
  readonly targetName: string;
  readonly returnControlIDs: string;
  readonly maxPageSize: string;
  readonly query?: {
    readonly condition: readonly {
      readonly controlId: string;
      readonly operator: string;
      readonly value: readonly { readonly content: string }[];
    }[];
  };
  readonly aggregation?: { readonly orderBy: readonly { readonly column: string }[] };
}

function requestsOf(body: Record<string, unknown>): readonly FakeQuery[] {
  return body['dataRequests'] as readonly FakeQuery[];
}

/** One member a query, numbered from 0 (reference 4.3). */
function gridsOf(tables: Record<string, FakeRow[]>, body: Record<string, unknown>): object {
  const members = requestsOf(body).map((one, at) => {
    const [form] = Object.values(gridOf(tables, { ...one }));
    return [`fs_${String(at)}_DATABROWSE_${one.targetName}`, form];
  });
  return Object.fromEntries(members) as object;
}

function gridOf(tables: Record<string, FakeRow[]>, body: Record<string, unknown>): object {
  const { targetName, returnControlIDs, maxPageSize, query, aggregation } = body as unknown as FakeQuery;
  const cell = (row: FakeRow, column: string): string | number => row[column] ?? ' ';
  let rows = (tables[targetName] ?? []).filter((row) =>
    (query?.condition ?? []).every(({ controlId, operator, value }) => {
      const held = String(cell(row, controlId.split('.')[1] ?? '')).trim();
      const values = value.map(({ content }) => content);
      const wanted = values[0] ?? '';
      if (operator === 'GREATER') return Number.isNaN(Number(held)) ? held > wanted : Number(held) > Number(wanted);
      if (operator === 'STR_CONTAIN') return held.includes(wanted);
      if (operator === 'STR_START_WITH') return held.startsWith(wanted);
      return values.some((one) => held === one || (held !== '' && Number(held) === Number(one)));
    }),
  );
  const order = aggregation?.orderBy[0]?.column;
  if (order !== undefined) {
    rows = rows.toSorted((a, b) =>
      String(cell(a, order)).localeCompare(String(cell(b, order)), 'en', { numeric: true }),
    );
  }
  const shown = rows.slice(0, Number(maxPageSize));
  const columns = returnControlIDs.split('|').map((id) => id.split('.')[1] ?? '');
  const rowset = shown.map((row) =>
    Object.fromEntries(columns.map((column) => [`${targetName}_${column}`, cell(row, column)])),
  );
  const summary = { records: shown.length, moreRecords: rows.length > shown.length };
  return {
    [`fs_DATABROWSE_${targetName}`]: { data: { gridData: { rowset, summary } }, errors: [], warnings: [] },
    sysErrors: [],
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
