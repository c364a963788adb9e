import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as Database } from 'pg';
import { startJdeSandbox } from '../../src/sandbox/jde/server';
import { QUOTAS } from '../../src/sandbox/procore/quota';
import { startProcoreSandbox } from '../../src/sandbox/procore/server';
import { writeSampleCompany } from '../../src/sandbox/sample-company/write-sample-company';
import type { DocumentRow } from '../../src/store/documents';
import { workedProjectId } from '../system/support/added-contracts';
import { sampleDay } from '../system/support/rig';
import {
  amountCanaries,
  amounts,
  canaryId,
  nameCanaries,
  secretCanaries,
  secrets,
  shapeCanaryCompany,
  textCanaries,
  texts,
  vendor,
  type End,
} from './support/canary-company';
import { findCanaries, formsOf, type Canary, type Places } from './support/find-canary';
import { dumpDatabase, readTemporal } from './support/places';
import { startRecordingProxy, type RecordingProxy, type Substitute } from './support/recording-proxy';
import {
  addConnection,
  serverLogs,
  startSecurityStack,
  temporalFiles,
  type SecurityStack,
} from './support/security-stack';
import { until } from './support/until';

jest.setTimeout(300_000);

const tenantId = 'canary';
const scope = { tenantId, connectionId: 'canary-jde' };
const companyId = '562949953421312';
const cleanUps: (() => Promise<void> | void)[] = [];
const answer = (status: number, body: object | string): Substitute =>
  typeof body === 'string'
    ? { status, contentType: body.startsWith('<') ? 'text/html' : 'application/json', body }
    : { status, contentType: 'application/json', body: JSON.stringify(body) };

let stack: SecurityStack;
let procore: RecordingProxy;
let jde: RecordingProxy;
/** As Procore and AIS gave them out. */
let tokens: Canary[];
/** Where nothing may be found, whatever it is. */
let outside: Map<string, Buffer>;
let dump: Places;
let sealed: Places;
let decodedHistories: Buffer;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-canaries-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  writeSampleCompany(folder, { today: sampleDay });
  shapeCanaryCompany(folder);
  const procoreSandbox = await startProcoreSandbox({
    ...{ dataFolder: join(folder, 'procore'), quota: QUOTAS.wide },
    ...{ clientId: secrets.clientId, clientSecret: secrets.clientSecret },
  });
  cleanUps.push(() => procoreSandbox.close());
  const users = [{ username: secrets.username, password: secrets.password, addressNumber: 1 }];
  const jdeSandbox = await startJdeSandbox({ dataFolder: join(folder, 'jde'), settings: { users } });
  cleanUps.push(() => jdeSandbox.close());
  procore = await startRecordingProxy(procoreSandbox.url);
  cleanUps.push(() => procore.close());
  jde = await startRecordingProxy(jdeSandbox.url);
  cleanUps.push(() => jde.close());
  stack = await startSecurityStack();
  cleanUps.push(() => stack.close());

  try {
    await theWholeStory(folder);
  } catch (cause) {
    const held = await stack.cli(['hold', 'list', '--json']);
    throw new Error(`${held.stdout}\n${stack.output().slice(-8_000)}`, { cause });
  }
});
afterAll(async () => {
  for (const step of cleanUps.reverse()) await step();
});

async function theWholeStory(folder: string): Promise<void> {
  await run(['connection', 'add'], () =>
    addConnection(stack, { companyId, procoreUrl: procore.url, jdeUrl: jde.url, secrets }),
  );
  await run(['mapping', 'import', join(folder, 'mapping.csv')]);
  await letTheErpRefuse();
  await letAnActivityCrash();
  await run(['connection', 'go-live', '--take-over', 'none']);
  await everythingElseThatHappens();
  await stack.client.workflow.getHandle(brokenId).terminate('the test is done with it');
  await look();
}

/** Runs a command; what it says on stderr is a place, and no secret may stand on its stdout. */
const commandOutput: string[] = [];
async function run(words: readonly string[], act = () => stack.cli(words)): Promise<string> {
  const { exitCode, stdout, stderr } = await act();
  if (exitCode !== 0) throw new Error(`ml-connector ${words.join(' ')}: ${stderr}`);
  commandOutput.push(stdout, stderr);
  return stdout;
}

async function document(kind: string, sourceId?: string): Promise<DocumentRow | null> {
  const { store } = stack.opened;
  return store.inTenant(tenantId, async (trx) => {
    const rows = await trx.selectFrom('document').selectAll().where('kind', '=', kind).execute();
    const found = rows.find((row) => sourceId === undefined || row.source_id === sourceId);
    return found === undefined ? null : store.documents.toDocument(found);
  });
}

async function untilStage(end: End, stage: string): Promise<void> {
  const sourceId = canaryId(end);
  await until(`${end} (${sourceId}) ${stage}`, async () => {
    return (await document('requisition', sourceId))?.stage === stage ? true : null;
  });
}

const erpSaid = `${texts.refusal}: ${vendor.name} may not bill ${amounts.refused}, says ${secrets.username}/${secrets.password}`;

async function letTheErpRefuse(): Promise<void> {
  jde.answerOnce(
    ({ path, body }) => path.includes('PC_CREATE_PO') && body.includes(amounts.refused),
    answer(500, { message: erpSaid, exception: erpSaid }),
  );
  jde.answerOnce(
    ({ body }) => body.includes('THRUMMELGATE'),
    answer(400, { message: `${texts.read} ${vendor.name} ${amounts.doubted}`, exception: 'x' }),
  );
}

/** An exception that nobody foresaw, from below everything that is ours; PostgreSQL itself does not log it. */
async function letAnActivityCrash(): Promise<void> {
  await asSuperuser(`
    create function crash() returns trigger language plpgsql security definer set log_min_messages = 'panic' as $$
    begin
      if exists (select from document where id = new.document_id and source_id = '${canaryId('crashed')}') then
        raise exception '${texts.raised} of ${vendor.name} over ${amounts.crashed}'
          using detail = '${texts.raised}', hint = '${texts.raised}';
      end if;
      return new;
    end $$;
    create trigger crash before insert on plan for each row execute function crash();`);
}

async function asSuperuser(statements: string): Promise<void> {
  const url = new URL(stack.stack.database.superuserUrl ?? '');
  url.pathname = new URL(stack.stack.database.appUrl).pathname;
  const database = new Database({ connectionString: url.href });
  await database.connect();
  await database.query(statements).finally(() => database.end());
}

const brokenId = `requisition/${scope.connectionId}/1`;

async function everythingElseThatHappens(): Promise<void> {
  const crashing = `requisition/${scope.connectionId}/${canaryId('crashed')}`;
  await until('the crashing activity tried again', async () => {
    const described = await stack.client.workflow
      .getHandle(crashing)
      .describe()
      .catch(() => null);
    return (described?.raw.pendingActivities ?? []).some((one) => (one.attempt ?? 0) >= 2) ? true : null;
  });
  outsideWhileCrashing = await readTemporal(stack);
  await asSuperuser('drop trigger crash on plan');
  await startWithBrokenInput();
  for (const end of ['clean', 'crashed', 'unreadable', 'forbidden'] as const) await untilStage(end, 'delivered');
  for (const end of ['overContract', 'refused'] as const) await untilStage(end, 'held');
  await untilStage('doubted', 'waiting');

  const doubted = await until('the doubted vendor held', async () => {
    const { store } = stack.opened;
    const held = await store.inTenant(tenantId, (trx) => store.holds.listHolds(trx, store.sealed, scope));
    return held.find((one) => one.document.kind === 'vendor' && one.hold.reasons.includes('needsPerson')) ?? null;
  });
  await run(['hold', 'resume', `vendor/${doubted.document.sourceId}`]);
  await until('suppliers of a similar name are shown', async () => {
    const { store } = stack.opened;
    const held = await store.inTenant(tenantId, (trx) => store.holds.listHolds(trx, store.sealed, scope));
    return held.find((one) => one.hold.reasons.includes('vendorConflict')) ?? null;
  });
  await webhooks();
  await reads();
}

/** What the workflow's code itself cannot read: a workflow task that fails, with the input quoted in the message. */
async function startWithBrokenInput(): Promise<void> {
  const data = Buffer.from(`${texts.input} ${vendor.name} ${amounts.clean}`);
  const [codec] = stack.opened.dataConverter.payloadCodecs ?? [];
  const broken = { metadata: { encoding: Buffer.from('json/plain') }, data };
  const payloads = await codec?.encode([broken], { type: 'workflow', namespace: '', workflowId: brokenId });
  const { namespace } = stack.stack.temporal;
  await stack.client.workflowService.startWorkflowExecution({
    ...{ namespace, workflowId: brokenId, requestId: randomBytes(8).toString('hex'), identity: 'test' },
    workflowType: { name: 'requisition' },
    taskQueue: { name: 'documents' },
    input: { payloads: payloads ?? [] },
  });
  await until('a workflow task failed', async () => {
    const { events } = await stack.client.workflow.getHandle(brokenId).fetchHistory();
    return events?.some((event) => event.workflowTaskFailedEventAttributes) === true ? true : null;
  });
}

async function webhooks(): Promise<void> {
  const html = `<html><body>${texts.proxyPage} ${vendor.name} ${secrets.clientSecret}</body></html>`;
  const unreadable = canaryId('unreadable');
  const forbidden = canaryId('forbidden');
  const shows = (id: string) => (request: { method: string; path: string }) =>
    request.path.includes(`/requisitions/${id}`);
  procore.answerOnce(shows(unreadable), answer(503, html));
  procore.answerOnce(shows(unreadable), answer(200, `{"id": 1, "vendor_name": "${texts.cut} ${vendor.name}`));
  procore.answerOnce(
    shows(unreadable),
    answer(200, { id: texts.cut, vendor_name: vendor.name, items: [amounts.clean] }),
  );
  procore.answerOnce(
    shows(forbidden),
    answer(422, { errors: { vendor_name: [`${texts.procore} ${vendor.name} ${amounts.forbidden}`] } }),
  );
  const hook = (headers: Record<string, string>, body: string): Promise<Response> =>
    fetch(`${stack.apiUrl}/webhooks/procore/${scope.connectionId}`, { method: 'POST', headers, body });
  const event = (resourceId: string): string =>
    JSON.stringify({
      ...{ ulid: `01CANARY${randomBytes(6).toString('hex').toUpperCase()}`, resource_name: 'Draw Requests' },
      ...{ resource_id: '@', event_type: 'update', company_id: '#', project_id: '%', user_id: '1' },
      metadata: { note: `${texts.webhook} ${vendor.name} ${amounts.clean}` },
      timestamp: '2026-11-20T10:00:00Z',
    })
      .replace('"@"', resourceId)
      .replace('"#"', companyId)
      .replace('"%"', workedProjectId);
  const authorization = secrets.webhook;
  for (const id of [unreadable, forbidden]) expect((await hook({ authorization }, event(id))).status).toBe(200);
  expect((await hook({ authorization: `${authorization}x` }, event(unreadable))).status).toBe(401);
  expect((await hook({ authorization }, `{"note": "${texts.webhook} ${vendor.name}`)).status).toBe(400);
  const wrong = event(unreadable).replace('"Draw Requests"', `"${amounts.clean} ${vendor.name} <>"`);
  expect((await hook({ authorization }, wrong)).status).toBe(400);
  for (const end of ['unreadable', 'forbidden'] as const) await untilStage(end, 'held');
}

async function reads(): Promise<void> {
  const shown = await run(['hold', 'list', '--json']);
  // People see what it is about; that is what these are for.
  expect(shown).toContain(texts.refusal);
  expect(shown).toContain(vendor.name);
  await run(['document', 'list', '--json']);
  await run(['document', 'show', canaryId('clean')]);
  await run(['hold', 'show', canaryId('refused')]);
  await run(['posting', 'list', '--json']);
  await run(['vendor', 'list', '--json']);
  await run(['connection', 'show', '--json']);
  await run(['connection', 'check']);
  await run(['audit', 'verify']);
}

let outsideWhileCrashing: Awaited<ReturnType<typeof readTemporal>>;

async function look(): Promise<void> {
  const metrics = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).text());
  const temporal = await readTemporal(stack);
  outside = new Map([
    ...[...outsideWhileCrashing.told].map(([place, bytes]) => [`${place}, while it failed`, bytes] as const),
    ...temporal.told,
    ['metrics', await metrics(`${stack.apiUrl}/metrics`)],
    ['metrics of the SDK', await metrics(stack.sdkMetricsUrl)],
    ...temporalFiles(stack),
  ]);
  await stack.stopServices();
  outside.set('output of worker and api', Buffer.from(stack.output()));
  for (const [name, bytes] of serverLogs(stack)) outside.set(name, bytes);
  decodedHistories = Buffer.concat([temporal.decoded, outsideWhileCrashing.decoded]);
  ({ dump, sealed } = await dumpDatabase(stack));
  tokens = [
    ...procore.answersOf(/oauth\/token$/).map((text) => (JSON.parse(text) as { access_token: string }).access_token),
    ...jde
      .answersOf(/tokenrequest$/)
      .map((text) => (JSON.parse(text) as { userInfo: { token: string } }).userInfo.token),
  ].map((token, index) => ({ name: `access token ${index + 1}`, texts: [token] }));
}

const masterKey = (): Canary => ({
  name: 'master key',
  texts: [stack.masterKey, Buffer.from(stack.masterKey, 'base64').toString('latin1')],
});
const allSecrets = (): Canary[] => [...secretCanaries, ...tokens, masterKey()];

test('everything happened that was to happen', () => {
  expect([procore.waiting(), jde.waiting()]).toEqual([0, 0]);
  expect(tokens.length).toBeGreaterThan(2);
  expect(tokens.every((token) => (token.texts[0] ?? '').length > 20)).toBe(true);
  expect(outside.size).toBeGreaterThan(30);
  expect([...outside.keys()]).toEqual(expect.arrayContaining(['temporal.db', 'temporal.db-wal', 'temporal.db-shm']));
  expect(outside.get('output of worker and api')?.toString()).toMatch(/Activity failed/);
});

test.each(['temporal.db', 'temporal.db-wal', `history of ${brokenId}`, 'output of worker and api', 'connection.id'])(
  'the scan does find what may stand in %s',
  (name) => {
    const [place, bytes] = [...outside, ...dump].find(([one]) => one.startsWith(name)) ?? [name, Buffer.alloc(0)];
    const known = { name: 'connection', texts: [scope.connectionId] };
    expect(findCanaries([known], new Map([[place, bytes]]))).toHaveLength(1);
  },
);

test('the scan finds every form of a value, wherever in the bytes it begins', () => {
  for (const [form, bytes] of formsOf('Zorbanek & "Söhne" 391827.64')) {
    const place = Buffer.concat([randomBytes(4099), bytes, randomBytes(101)]);
    const found = findCanaries([{ name: form, texts: ['Zorbanek & "Söhne" 391827.64'] }], new Map([['x', place]]));
    expect(found).toHaveLength(1);
  }
  for (let before = 0; before < 6; before += 1) {
    const base64 = Buffer.from(`${'x'.repeat(before)}${vendor.name}, and more`).toString('base64');
    expect(findCanaries(nameCanaries, new Map([['x', Buffer.from(base64)]]))).toHaveLength(1);
  }
});

test('no secret, amount, name or text stands in anything of Temporal, in a log, on stderr or among the metrics', () => {
  const canaries = [...allSecrets(), ...amountCanaries, ...nameCanaries, ...textCanaries];
  expect(findCanaries(canaries, outside)).toEqual([]);
});

test('no secret and no stored text stands in plain in a dump of our database', () => {
  expect(findCanaries([...allSecrets(), ...textCanaries], dump)).toEqual([]);
});

test.each([
  [
    'amounts',
    amountCanaries,
    [
      ...['audit_entry.facts', 'counted_line.gross', 'counted_line.net_retainage'],
      ...['document.gross', 'document.payable'],
    ],
  ],
  // What JDE says of its suppliers is kept to plan with, a tax id to find a party by, and what was created to prove it.
  ['names', nameCanaries, ['audit_entry.facts', 'erp_fact.fact', 'party.erp_tax_id', 'posting.facts']],
])('%s stand in plain only in the columns that are for them', (_what, canaries, columns) => {
  const places = findCanaries(canaries, dump).map((text) => / in (\S+) \(/.exec(text)?.[1] ?? text);
  expect([...new Set(places)].sort()).toEqual(columns);
});

test('the commands show no secret, also not on stderr', () => {
  // JDE's own words are shown as they are, to those who may see the hold; and the check says which user of JDE to permit what.
  const shown = commandOutput.join('\n').replaceAll(erpSaid, '');
  const hidden = allSecrets().filter(({ name }) => name !== 'secret username');
  expect(findCanaries(hidden, new Map([['commands', Buffer.from(shown)]]))).toEqual([]);
});

const namesFound = (canaries: readonly Canary[], places: Places): string[] =>
  canaries.filter((one) => findCanaries([one], places).length > 0).map((one) => one.name);

test('the same scan finds each kept canary once our columns are opened', () => {
  const kept = [
    ...[...secretCanaries, ...amountCanaries, ...nameCanaries],
    ...textCanaries.filter(({ name }) => /work|comment|webhook|refusal/.test(name)),
  ];
  expect(namesFound(kept, sealed)).toEqual(kept.map((one) => one.name));
});

test('the same scan finds what failures and inputs said once the histories are decoded', () => {
  const places = new Map([['decoded histories', decodedHistories]]);
  const said = textCanaries.filter(({ name }) => /raised|input/.test(name));
  expect(said).toHaveLength(2);
  expect(namesFound(said, places)).toEqual(said.map((one) => one.name));
  expect(namesFound(nameCanaries, places)).toContain('vendor name');
  expect(namesFound(amountCanaries, places)).toEqual(expect.arrayContaining(['amount clean', 'amount crashed']));
});

test('what is kept nowhere did come over the wire, where the same scan finds it', () => {
  const wire = new Map([['wire', Buffer.from(`${procore.recorded()}\n${jde.recorded()}`)]]);
  const passing = [...tokens, ...textCanaries.filter(({ name }) => /read|proxyPage|procore|cut/.test(name))];
  expect(namesFound(passing, wire)).toEqual(passing.map((one) => one.name));
});
