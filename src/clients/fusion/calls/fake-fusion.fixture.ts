import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fusionSettings, type FusionSettings, type FusionSettingsInput } from '../settings';

/** A pod of a few lines: an identity domain, collections asked by `q`, scripted writes, and a hook for every fault. */
export type FakeItem = Record<string, unknown>;

export interface FakeCall {
  readonly method: string;
  /** Below the resources: `invoices`, `invoices/action/validateInvoice`; `token` of the identity domain. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface FakeFusion {
  readonly rows: Record<string, FakeItem[]>;
  /** By resource: what its `describe` calls queryable; absent: it says nothing. */
  readonly queryable: Record<string, readonly string[]>;
  readonly calls: FakeCall[];
  /** `GET invoices`, of all calls so far. */
  readonly names: () => readonly string[];
  readonly tokens: Set<string>;
  readonly settings: (given?: Partial<FusionSettingsInput>) => FusionSettings;
  readonly baseUrl: string;
  pageLimit: number;
  /** Looks at each call first; true when it answered or broke the connection itself. */
  intercept: (call: FakeCall, response: ServerResponse) => boolean | Promise<boolean>;
  /** Answers POST and PATCH. */
  write: (call: FakeCall) => readonly [status: number, body: unknown];
  readonly close: () => Promise<void>;
}

/** The attribute by which each resource's rows are told apart. */
const keys: Readonly<Record<string, string>> = {
  suppliers: 'SupplierId',
  purchaseOrders: 'POHeaderId',
  draftPurchaseOrders: 'POHeaderId',
  invoices: 'InvoiceId',
  invoiceHolds: 'HoldId',
  accountCombinationsLOV: '_CODE_COMBINATION_ID',
  finBusinessUnitsLOV: 'BusinessUnitId',
  ledgersLOV: 'LedgerId',
};

export async function startFakeFusion(rows: Record<string, FakeItem[]> = {}): Promise<FakeFusion> {
  let tokens = 0;
  const server = createServer((request, response) => {
    void read(request).then((text) => handle(request, text, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const fake: FakeFusion = {
    rows: {
      finBusinessUnitsLOV: [{ BusinessUnitId: 300000046987012, BusinessUnitName: 'US1 Business Unit' }],
      ...rows,
    },
    queryable: {},
    calls: [],
    names: () => fake.calls.map(({ method, path }) => `${method} ${path}`),
    tokens: new Set(),
    baseUrl,
    pageLimit: 500,
    settings: (given = {}) =>
      fusionSettings({
        connectionId: 'c1',
        secret: 'secret-word',
        baseUrl,
        authentication: {
          method: 'clientCredentials',
          tokenUrl: `${baseUrl}/oauth2/v1/token`,
          clientId: 'client-1',
          scope: 'urn:opc:resource:consumer::all',
        },
        chart: {
          id: '5237',
          separator: '.',
          segments: ['entity', 'department', 'account', 'subAccount', 'location', 'future1', 'future2'].map((name) => ({
            name,
          })),
          balancing: 'entity',
          naturalAccount: 'account',
        },
        requestLimitMs: 10_000,
        readLimitMs: 10_000,
        ...given,
      }),
    intercept: () => false,
    write: () => [201, {}],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;

  async function handle(request: IncomingMessage, text: string, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', baseUrl);
    const path = url.pathname.replace(/^.*\/resources\/[^/]+\//, '').replace('/oauth2/v1/token', 'token');
    const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    const query = Object.fromEntries(url.searchParams);
    const call: FakeCall = { method: request.method ?? '', path, query, headers: request.headers, text, body };
    fake.calls.push(call);
    if (await fake.intercept(call, response)) return;
    if (path === 'token') {
      tokens += 1;
      const token = `token-${String(tokens)}`;
      fake.tokens.add(token);
      json(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
      return;
    }
    if (!fake.tokens.has((request.headers.authorization ?? '').replace('Bearer ', ''))) {
      response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
      return;
    }
    if (call.method !== 'GET') {
      json(response, ...fake.write(call));
      return;
    }
    if (path.endsWith('/describe')) {
      json(response, 200, describe(path.replace('/describe', '')));
      return;
    }
    json(response, 200, collection(call));
  }

  function describe(resource: string): object {
    const names = Object.keys(fake.rows[resource]?.[0] ?? {});
    const may = fake.queryable[resource];
    const attributes = names.map((name) => ({ name, ...(may === undefined ? {} : { queryable: may.includes(name) }) }));
    return { Resources: { [resource]: { attributes } } };
  }

  function collection({ path, query }: FakeCall): object {
    const finder = /^PrimaryKey;(\w+)=(\d+)$/.exec(query['finder'] ?? '');
    const conditions = finder === null ? (query['q'] ?? '') : `${finder[1] ?? ''}=${finder[2] ?? ''}`;
    const fitting = ordered(
      (fake.rows[path] ?? []).filter((row) => fits(row, conditions)),
      query['orderBy'] ?? '',
    );
    const limit = Math.min(Number(query['limit'] ?? 25), fake.pageLimit);
    const offset = Number(query['offset'] ?? 0);
    const items = fitting
      .slice(offset, offset + limit)
      .map((row) => (query['onlyData'] === 'true' ? row : linked(path, row)));
    return { items, count: items.length, hasMore: fitting.length > offset + limit, limit, offset, links: [] };
  }

  function linked(path: string, row: FakeItem): FakeItem {
    const key = `${String(row[keys[path] ?? ''])}00ACED`;
    const href = `${baseUrl}/fscmRestApi/resources/11.13.18.05/${path}/${key}`;
    const self = { rel: 'self', href, name: path, kind: 'item', properties: { changeIndicator: 'ACED0005' } };
    return { ...row, links: [self] };
  }
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** The grammar of version 1: `;` means and. What stands joined by ` and ` is taken, and finds nothing. */
function fits(row: FakeItem, q: string): boolean {
  if (q.includes(' and ')) return false;
  return q
    .split(';')
    .filter((part) => part !== '')
    .every((part) => {
      const [, name = '', operator = '', quoted] = /^(\w+)(>=|<=|>|<|=)'?(.*?)'?$/.exec(part) ?? [];
      const value = String(row[name] ?? '');
      const wanted = quoted ?? '';
      const isTime = wanted.includes('T') && !Number.isNaN(Date.parse(wanted));
      const order = isTime
        ? Date.parse(value) - Date.parse(wanted)
        : /^\d+$/.test(wanted) && /^\d+$/.test(value)
          ? Number(BigInt(value) - BigInt(wanted))
          : value.localeCompare(wanted);
      if (operator === '=') return order === 0;
      if (operator === '>=') return order >= 0;
      return operator === '>' ? order > 0 : order < 0;
    });
}

function ordered(rows: readonly FakeItem[], orderBy: string): readonly FakeItem[] {
  const by = orderBy.split(',').filter((part) => part !== '');
  return rows.toSorted((a, b) => {
    for (const part of by) {
      const [name = '', direction] = part.split(':');
      const [one, other] = [String(a[name]), String(b[name])];
      const order = /^\d+$/.test(one) ? Number(BigInt(one) - BigInt(other)) : Date.parse(one) - Date.parse(other);
      if (order !== 0) return direction === 'desc' ? -order : order;
    }
    return 0;
  });
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
