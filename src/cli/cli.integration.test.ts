import { join } from 'node:path';
import { prepareTestNamespace } from '../../test/stack/prepare-test-namespace';
import { startSourceProgram } from '../../test/stack/source-program';
import type { Problem } from '../domain/holds/hold-reason';
import { causeKey } from '../domain/holds/cause-key';
import { startProcoreSandbox } from '../sandbox/procore/server';
import { startTestSandbox } from '../sandbox/jde/testing/test-sandbox';
import type { Trx } from '../store/database';
import type { Tx } from '../store/unit-of-work';
import type { DocumentSeen } from '../store/documents/documents';
import {
  addConnectionOf,
  openCliWithDatabase,
  projectId,
  scope,
  type CliWithDatabase,
} from './cli-with-database.fixture';
import { connectionFile, type ScriptedCli } from './scripted-terminal.fixture';

const header = 'project,sub_job,cost_code,cost_type,business_unit,object,subsidiary,subledger,subledger_type';

let on: CliWithDatabase;
let opened: CliWithDatabase['opened'];
let cli: ScriptedCli;
beforeEach(async () => {
  on = await openCliWithDatabase();
  ({ opened, cli } = on);
});
afterEach(() => on.close());

async function addConnection(changes: Record<string, unknown> = {}) {
  const run = await addConnectionOf(on, changes);
  expect(run.err).toContain('the schedules follow');
  expect(run.code).toBe(0);
  return run;
}

const inRows = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => opened.database.inTenant(scope.tenantId, work);
const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => opened.store.inTenant(scope.tenantId, work);

async function document(sourceId: string, { kind = 'requisition', ...seen }: DocumentSeen & { kind?: string } = {}) {
  return inTenant((tx) =>
    tx.documents.see(scope, { kind, sourceId }, { projectId, commitmentId: '9001', sourceStatus: 'approved', ...seen }),
  );
}

async function held(sourceId: string, ...causeKeys: readonly string[]) {
  return heldFor(
    sourceId,
    causeKeys.map((key) => ({
      reason: key.startsWith('cost-code') ? 'unmappedCostCode' : 'accountMissing',
      kind: 'person',
      field: 'wbs_code',
      value: key,
      message: `${key} keeps it`,
      remedies: [{ act: 'inErp', text: 'Mend it', andThen: { act: 'resume' } }],
      causeKey: key,
    })),
  );
}

async function heldFor(sourceId: string, problems: readonly Problem[]) {
  const row = await document(sourceId);
  await inTenant(async (tx) => {
    const asOf = await tx.versionRows.clockNow(scope);
    expect(await tx.holds.open(row, { problems, asOf })).not.toBeNull();
  });
  return row;
}

const item = (code: string) => ({
  id: '5',
  itemType: 'contract_item',
  lineItemId: '71',
  segmentItems: [
    { type: 'cost_code', code, pathCode: code, name: null },
    { type: 'line_item_type', code: 'S', pathCode: 'S', name: null },
  ],
});

const signals = async (): Promise<string[]> => {
  const rows = await opened.database.shared.selectFrom('outbox').selectAll().orderBy('sourceId').execute();
  return rows.map((row) => `${row.signal} ${row.sourceId}`);
};
const mappingVersion = () => inTenant((tx) => tx.mappings.version(scope));
const acts = async (): Promise<string[]> =>
  (await inRows((trx) => trx.selectFrom('auditEntry').select(['act', 'actor']).orderBy('seq').execute())).map(
    (entry) => `${entry.act} by ${entry.actor}`,
  );

describe('connection add', () => {
  test('adds the connection with its feeds, says what it took as default, and never shows a secret', async () => {
    const { json, out, err } = await addConnection();
    expect(json).toMatchObject({ connection: 'acme-jde', what: 'added' });
    expect((json as { defaults: string[] }).defaults).toContain('posting.payStatus = "H"');
    const feeds = await inTenant((tx) => tx.feeds.list(scope));
    expect(feeds.map((feed) => feed.name)).toEqual(['erpFacts', 'projects', 'standing']);
    const stored = await inTenant((tx) => tx.connections.loadSecrets(scope));
    expect(stored.procoreClientSecret).toBe('sandbox-secret');
    const shown = await cli.run(['connection', 'show']);
    expect(shown.code).toBe(0);
    for (const text of [out, err, shown.out]) expect(text).not.toContain('sandbox-secret');
    expect(JSON.stringify(await inRows((trx) => trx.selectFrom('auditEntry').selectAll().execute()))).not.toContain(
      'sandbox-secret',
    );
  });

  test.each([
    ['a fault in the file', { erp: 'sap' }, {}, 'erp: required: jde'],
    ['a secret in the file', { webhookSecret: 'plain-secret-in-file' }, {}, 'webhookSecret: a secret never stands'],
    ['a variable that is not set', {}, { TEST_JDE_PASSWORD: '' }, 'jde.password: the environment variable TEST_JDE'],
    [
      'a short webhook secret',
      { webhookSecret: { env: 'SHORT' } },
      { SHORT: 'x' },
      'webhookSecret: must have at least 16',
    ],
  ])('%s names its place and changes nothing', async (_what, changes, env, message) => {
    Object.assign(cli.env, env);
    cli.write('connection.json', JSON.stringify(connectionFile(changes)));
    const run = await cli.run(['connection', 'add', '--file', 'connection.json']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(message);
    expect(await opened.database.shared.selectFrom('tenant').selectAll().execute()).toEqual([]);
  });

  test('what never changes is refused with its place, and the connection stays as it was', async () => {
    await addConnection();
    const faults: [Record<string, unknown>, string][] = [
      [{ tenant: 'other' }, 'tenant: is acme'],
      [
        {
          environment: 'production',
          jde: { ...(connectionFile()['jde'] as object), baseUrl: 'https://127.0.0.1:9/jderest' },
        },
        'environment: is sandbox',
      ],
    ];
    for (const [changes, message] of faults) {
      cli.write('connection.json', JSON.stringify(connectionFile(changes)));
      const run = await cli.run(['connection', 'add', '--file', 'connection.json']);
      expect(run.code).toBe(2);
      expect(run.err).toContain(message);
    }
    const now = await inTenant((tx) => tx.connections.load(scope.connectionId));
    expect(now.settingsVersion).toBe(1);
    expect(await acts()).toHaveLength(1);
  });

  test('a change releases what waits for the connection or its credentials, and nothing else', async () => {
    await addConnection();
    await held('1', causeKey.connection());
    await held('2', causeKey.credentials());
    await held('3', causeKey.account('4411.1340'));
    const posting = { ...(connectionFile()['posting'] as object), payStatus: 'A' };
    const { json } = await addConnection({ posting, poll: { every: '5m' } });
    expect(json).toMatchObject({ what: 'changed', released: 2, changed: ['posting.payStatus', 'poll.every'] });
    expect(await signals()).toEqual(['resume 1', 'resume 2']);
    const feed = await inTenant((tx) => tx.feeds.find(scope, '', 'standing'));
    expect(feed?.cadence).toEqual({ every: '5m' });
  });
});

describe('mapping', () => {
  beforeEach(async () => {
    await addConnection();
  });

  test('a file with bad rows names every line and changes nothing', async () => {
    cli.write('mapping.csv', `${header}\n4411,,26-010,S,4411,1340,26010,,\n`);
    expect((await cli.run(['mapping', 'import', 'mapping.csv'])).code).toBe(0);
    cli.write(
      'bad.csv',
      `\uFEFF${header}\r\n4411,,26-010,S,,1340,26010,,\r\n4411,,2*6,S,4411,1340,,,\r\n4411,,05-*,S,4411,{account},,,\r\n*,,*,*,1,2,,,\r\n*,,*,*,1,3,,,\r\n`,
    );
    const run = await cli.run(['mapping', 'import', 'bad.csv']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('bad.csv: 4 faults, nothing was changed');
    expect(run.err).toContain('line 2, business_unit "": must not be empty');
    expect(run.err).toContain('line 3, cost_code "2*6": "*" may stand only at the end');
    expect(run.err).toContain('line 4, object "{account}": unknown placeholder {account}');
    expect(run.err).toContain('lines 5 and 6 have the same project');
    expect(await mappingVersion()).toBe(1);
    expect(await acts()).toHaveLength(2);
  });

  test('an import replaces all rows in one new version; --merge adds to them; older versions stay', async () => {
    cli.write('one.csv', `${header}\n4411,,26-010,S,4411,1340,26010,,\n4411,,03-*,L,4411,1310,,,\n`);
    cli.write('two.csv', `${header}\n4411,,26-010,S,4411,1399,26010,,\n`);
    await cli.run(['mapping', 'import', 'one.csv']);
    await cli.run(['mapping', 'import', 'two.csv', '--merge', '--as', 'A. Controller']);
    const merged = (await cli.run(['mapping', 'export'])).out;
    expect(merged).toBe(`${header}\n4411,,26-010,S,4411,1399,26010,,\n4411,,03-*,L,4411,1310,,,\n`);
    await cli.run(['mapping', 'import', 'two.csv']);
    expect((await cli.run(['mapping', 'export'])).out).toBe(`${header}\n4411,,26-010,S,4411,1399,26010,,\n`);
    expect((await cli.run(['mapping', 'export', '--mapping-version', '1'])).out).toContain('4411,1340,26010');
    expect(await mappingVersion()).toBe(3);
    expect((await acts())[2]).toBe('mapping.imported by A. Controller');
    await expect(cli.run(['mapping', 'export', '--mapping-version', '9'])).resolves.toMatchObject({ code: 4 });
  });

  test('one mapping fix releases exactly the holds that it resolves', async () => {
    const key = (code: string, type = 'S', subJob = '') => causeKey.costCode(projectId, subJob, code, type);
    await held('1', key('31-23-00'));
    await held('2', key('31-23-00'), key('31-50-00'));
    await held('3', key('31-50-00'));
    await held('4', key('31-23-00', 'L'));
    await held('5', key('31-23-00', 'S', '01'));
    await held('6', causeKey.connection());
    const run = await cli.run([
      ...['mapping', 'set', '--project', '4411', '--cost-code', '31-23-00', '--cost-type', 'S', '--json'],
      ...['--account', '4411.1340.312300'],
    ]);
    expect(run).toMatchObject({ code: 0, json: { version: 1, rows: 1, released: ['requisition/1'] } });
    expect(await signals()).toEqual(['resume 1']);
  });

  test('a line that is coded elsewhere releases what waited for its former account, and only that', async () => {
    const wait = causeKey.account('4411.1340.26010');
    for (const [id, code] of [
      ['1', '26-010'],
      ['2', '26-020'],
    ] as const) {
      const row = await held(id, wait);
      const content = { requisition: { items: [item(code)] }, changeOrderLines: {} };
      await inTenant((tx) =>
        tx.snapshots.store(row, {
          hintNo: '0',
          contentHash: 'v1:x',
          content,
        }),
      );
    }
    const set = (object: string) =>
      cli.run([
        ...['mapping', 'set', '--project', '4411', '--cost-code', '26-010', '--cost-type', 'S', '--json'],
        ...['--account', `4411.${object}.26010`],
      ]);
    expect((await set('1340')).json).toMatchObject({ released: [] });
    expect((await set('1399')).json).toMatchObject({ released: ['requisition/1'] });
    expect(await signals()).toEqual(['resume 1']);
  });

  test('a code that is mapped to no possible account releases nothing', async () => {
    await held('1', causeKey.costCode(projectId, '', '31-23-00', 'S'));
    const { json } = await cli.run([
      ...['mapping', 'set', '--project', '4411', '--cost-code', '31-*', '--cost-type', 'S', '--json'],
      ...['--account', '{subJob}.1340'],
    ]);
    expect(json).toMatchObject({ released: [] });
    expect(await signals()).toEqual([]);
  });

  test('a bad option names itself and changes nothing', async () => {
    const run = await cli.run([
      ...['mapping', 'set', '--project', '4411', '--cost-code', '3*1', '--cost-type', 'S'],
      ...['--account', 'has blanks.1340'],
    ]);
    expect(run.code).toBe(2);
    expect(run.err).toContain('cost_code "3*1": "*" may stand only at the end');
    expect(run.err).toContain('business_unit "has blanks": must contain neither blanks');
    expect(await mappingVersion()).toBe(0);
  });
});

describe('opening-balance', () => {
  const columns = 'project,commitment,last_number,certified,item_type,line_id,billed,stored,withheld';
  beforeEach(async () => {
    await addConnection();
  });

  test('bad rows and unknown commitments are named by line, and nothing is stored', async () => {
    cli.write(
      'bad.csv',
      `${columns}\n4411,SC-1,3,9000,contract_item,71,10000,0,1000\n4499,id:9001,3,9000,contract_item,71,10000,0,1000\n4411,9001,3,9000,contract_item,71,10000,0,900\n`,
    );
    const run = await cli.run(['opening-balance', 'import', 'bad.csv']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('line 2: commitment "SC-1" is not known in project 4411');
    expect(run.err).toContain(`line 3: project "4499" is not known: known are 4411 (id:${projectId})`);
    expect(run.err).toContain(
      'line 4: commitment 4411/9001: certified is 9000, but billed less withheld of its lines is 9100',
    );
    expect((await cli.run(['opening-balance', 'list', '--json'])).json).toEqual({ openingBalances: [] });
  });

  test('what is confirmed releases its holds and is never replaced', async () => {
    await held('1', causeKey.openingBalance('9001'));
    await held('2', causeKey.openingBalance('9002'));
    cli.write('ob.csv', `${columns}\n4411,9001,3,9000,contract_item,71,10000,0,1000\n`);
    expect((await cli.run(['opening-balance', 'import', 'ob.csv'])).code).toBe(0);
    expect(await signals()).toEqual([]);
    cli.write('slip.csv', `${columns}\n4411,9009,3,9000,contract_item,71,10000,0,1000\n`);
    expect(await cli.run(['opening-balance', 'import', 'slip.csv'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('line 2: no requisition of project 4411 belongs to a commitment 9009') as string,
    });
    const missing = await cli.run(['opening-balance', 'confirm', '--commitment', '9001', '9002']);
    expect(missing).toMatchObject({ code: 4, err: expect.stringContaining('commitment 9002') as string });
    const run = await cli.run(['opening-balance', 'confirm', '--all', '--as', 'C. Controller', '--json']);
    expect(run).toMatchObject({ code: 0, json: { confirmed: ['9001'], released: 1 } });
    expect(await signals()).toEqual(['resume 1']);
    expect(await acts()).toContain('openingBalance.confirmed by C. Controller');
    const again = await cli.run(['opening-balance', 'import', 'ob.csv']);
    expect(again).toMatchObject({
      code: 2,
      err: expect.stringContaining('is confirmed and cannot be replaced') as string,
    });
  });
});

describe('documents and holds', () => {
  beforeEach(async () => {
    await addConnection();
  });

  test('a document is named by kind and id, by id, by its workflow, or by project, commitment and number', async () => {
    await document('58820', { number: 7 });
    for (const name of [
      'requisition/58820',
      '58820',
      'requisition/acme-jde/58820',
      '4411/9001/7',
      `id:${projectId}/id:9001/7`,
    ]) {
      await expect(cli.run(['document', 'show', name, '--json'])).resolves.toMatchObject({
        code: 0,
        json: { procoreId: '58820', number: 7, postings: [], holds: [], audit: [] },
      });
    }
    await document('1', { kind: 'changeOrder', label: 'CO-003' });
    await document('58820-2026-10-31', { kind: 'accrual' });
    await document('CO-1-2026-10-31', { kind: 'accrual' });
    for (const [name, procoreId] of [
      ['4411/9001/CO-003', '1'],
      ['4411/9001/7@2026-10-31', '58820-2026-10-31'],
      ['4411/9001/CO-003@2026-10-31', 'CO-1-2026-10-31'],
      ['accrual/CO-1-2026-10-31', 'CO-1-2026-10-31'],
    ]) {
      await expect(cli.run(['document', 'show', name ?? '', '--json'])).resolves.toMatchObject({ json: { procoreId } });
    }
    for (const name of ['requisition/1', '4411/9001/8', '4411/9001/CO-004', '4411/9001/7@2026-11-30', '4499/9001/7']) {
      await expect(cli.run(['document', 'show', name])).resolves.toMatchObject({ code: 4, out: '' });
    }
  });

  test('documents are listed by kind, and a kind that there is not is refused with those there are', async () => {
    await document('1', { kind: 'changeOrder' });
    await document('2', { number: 2 });
    const { json } = await cli.run(['document', 'list', '--kind', 'changeOrder', '--json']);
    expect(json).toMatchObject({ documents: [{ name: 'changeOrder/1' }] });
    const refused = await cli.run(['document', 'list', '--kind', 'changeorder']);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('changeOrder, directCost') as unknown });
  });

  test('the list for the comparer carries stage, hold and postings of each document', async () => {
    await held('1', causeKey.connection());
    await document('2', { number: 2 });
    const { json } = await cli.run(['document', 'list', '--json']);
    expect(json).toEqual({
      documents: [
        expect.objectContaining({ procoreId: '2', projectNumber: '4411', stage: null, hold: null, postings: [] }),
        expect.objectContaining({
          procoreId: '1',
          stage: 'held',
          hold: expect.objectContaining({ kind: 'person', reasons: ['accountMissing'] }) as unknown,
        }),
      ],
      next: null,
    });
    const only = await cli.run(['document', 'list', '--stage', 'held', '--json']);
    expect((only.json as { documents: unknown[] }).documents).toHaveLength(1);
  });

  test('hold show says what ends it; resume signals it and leaves a trace', async () => {
    await held('1', causeKey.connection());
    await held('2', causeKey.costCode(projectId, '', 'A', 'S'));
    expect((await cli.run(['hold', 'show', '1'])).out).toContain(
      'What ends it: Mend it, then: ml-connector hold resume --connection acme-jde requisition/1',
    );
    await document('3');
    await expect(cli.run(['hold', 'show', '3'])).resolves.toMatchObject({ code: 4 });
    await expect(cli.run(['hold', 'resume', '3'])).resolves.toMatchObject({ code: 4 });
    expect((await cli.run(['hold', 'resume', '--reason', 'unmappedCostCode', '--json'])).json).toEqual({
      resumed: ['requisition/2'],
    });
    expect(await signals()).toEqual(['resume 2']);
    expect((await cli.run(['hold', 'resume', '--all'])).code).toBe(0);
    expect(await signals()).toEqual(['resume 1', 'resume 2']);
    expect((await acts()).filter((act) => act.startsWith('hold.resumed'))).toHaveLength(3);
  });

  test('a decision is written with name and note, only about a hold that it can end, and only once somebody is held', async () => {
    const decide = (name: string, ...more: string[]) =>
      cli.run([
        'hold',
        'decide',
        name,
        'never-arrived',
        '--note',
        'no job is queued',
        '--as',
        'C. Controller',
        ...more,
      ]);
    await held('1', causeKey.connection());
    await expect(decide('1')).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining(
        'is held for accountMissing; this decision ends a hold for uncertainTooLong',
      ) as string,
    });
    expect(await signals()).toEqual([]);
    const uncertain = { reason: 'uncertainTooLong', kind: 'person', field: 'order', value: 'PCKEY' } as const;
    await heldFor('2', [
      { ...uncertain, message: 'nobody knows', remedies: [{ act: 'decide', choice: 'neverArrived' }] },
    ]);
    expect((await decide('2', '--json')).json).toEqual({
      document: 'requisition/2',
      decision: 'neverArrived',
      subjects: ['PCKEY'],
    });
    expect(await signals()).toEqual(['resume 2']);
    const decided = await inRows((trx) => trx.selectFrom('decision').selectAll().execute());
    expect(decided).toMatchObject([
      { kind: 'neverArrived', subject: 'PCKEY', note: 'no job is queued', decidedBy: 'C. Controller' },
    ]);
    expect(await acts()).toContain('decision.neverArrived by C. Controller');
  });

  test('a mapping row for a project that is not known is taken, and told', async () => {
    const row = ['--cost-code', 'A', '--cost-type', 'S', '--account', '1.2'];
    const known = await cli.run(['mapping', 'set', '--project', '4411', ...row]);
    expect(known).toMatchObject({ code: 0, err: '' });
    const slip = await cli.run(['mapping', 'set', '--project', '4141', ...row]);
    expect(slip).toMatchObject({ code: 0, err: expect.stringContaining('no project 4141 is known') as string });
  });

  test('a paused connection is shown with its reason, and unpausing lets go what waited for it', async () => {
    await held('1', causeKey.connection());
    expect((await cli.run(['connection', 'pause', '--reason', 'year-end close'])).code).toBe(0);
    expect((await cli.run(['connection', 'list'])).out).toContain('year-end close');
    expect(await signals()).toEqual([]);
    expect((await cli.run(['connection', 'unpause', '--json'])).json).toEqual({ connection: 'acme-jde', released: 1 });
    expect(await signals()).toEqual(['resume 1']);
    await expect(cli.run(['connection', 'unpause'])).resolves.toMatchObject({ code: 4 });
  });

  test('without --connection the only one is meant; of several one must be named', async () => {
    cli.write('second.json', JSON.stringify(connectionFile({ id: 'second' })));
    await cli.run(['connection', 'add', '--file', 'second.json']);
    await expect(cli.run(['hold', 'list'])).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('acme-jde, second') as string,
    });
    await expect(cli.run(['hold', 'list', '--connection', 'second'])).resolves.toMatchObject({ code: 0 });
    await expect(cli.run(['hold', 'list', '--connection', 'third'])).resolves.toMatchObject({ code: 4 });
  });

  test('a cadence is written to its row, whether or not Temporal can be reached', async () => {
    const run = await cli.run(['project', 'cadence', '4411', '--every', '5m']);
    expect(run.code).toBe(0);
    const feed = await inTenant((tx) => tx.feeds.find(scope, projectId, 'requisitions'));
    expect(feed?.cadence).toEqual({ every: '5m' });
    await expect(cli.run(['project', 'cadence', '9', '--every', '5m'])).resolves.toMatchObject({ code: 4 });
  });
});

describe('outbox list', () => {
  test('shows what is pending and what is dead, and --dead only the latter', async () => {
    await addConnection();
    for (const [sourceId, delayMs] of [
      ['1', 0],
      ['2', 60_000],
    ] as const) {
      const row = await document(sourceId);
      await inTenant((tx) => tx.documents.hint(row, delayMs));
    }
    await opened.database.shared
      .updateTable('outbox')
      .set({ attempts: 20, deadAt: new Date('2026-11-20T10:00:00Z'), lastError: 'ServiceError' })
      .where('sourceId', '=', '1')
      .execute();
    const all = await cli.run(['outbox', 'list', '--json']);
    expect(all).toMatchObject({
      code: 0,
      json: {
        signals: [
          { sourceId: '1', state: 'dead', signal: 'sourceChanged', attempts: 20, dueAt: null },
          { sourceId: '2', state: 'pending', attempts: 0, lastError: null, deadAt: null },
        ],
      },
    });
    const dead = await cli.run(['outbox', 'list', '--dead']);
    expect(dead.out).toMatch(/requisition\/1 +sourceChanged +dead +20 +ServiceError .* 2026-11-20T10:00\n/);
    expect(dead.out).not.toContain('requisition/2');
  });
});

describe('with both sandboxes', () => {
  test('check tells every step, exit code 1 when one fails; go-live divides what is approved; vendor link reads the supplier first', async () => {
    const procore = await startProcoreSandbox({
      dataFolder: join(__dirname, '../sandbox/procore/fixtures/tiny'),
    });
    const jde = await startTestSandbox();
    try {
      const connect = (password: string) => {
        cli.env['TEST_JDE_PASSWORD'] = password;
        return addConnection({
          procore: { ...(connectionFile()['procore'] as object), loginUrl: procore.url, apiUrl: procore.url },
          jde: { ...(connectionFile()['jde'] as object), baseUrl: `${jde.url}/jderest` },
        });
      };
      await connect('wrong');
      const failed = await cli.run(['connection', 'check', '--json']);
      expect(failed.code).toBe(1);
      const { steps } = failed.json as { steps: { ok: boolean; name: string; ask: string | null }[] };
      expect(steps.filter((step) => !step.ok).map((step) => step.ask)).toEqual([
        expect.stringContaining('JDE security administrator'),
      ]);
      await connect('sandbox');
      const checked = await cli.run(['connection', 'check', '--json']);
      expect(checked).toMatchObject({
        code: 0,
        json: { ok: true, procoreUserId: expect.stringMatching(/^\d+$/) as string },
      });

      await expect(cli.run(['vendor', 'link', '562949953450001', '99999999'])).resolves.toMatchObject({ code: 4 });
      // A supplier belongs to one vendor only: a mistyped id must not take it.
      await expect(cli.run(['vendor', 'link', '999', '7004'])).resolves.toMatchObject({
        code: 4,
        err: expect.stringContaining('Procore shows no vendor 999') as string,
      });
      const linked = await cli.run(['vendor', 'link', '562949953450001', '7004', '--as', 'A. Payable']);
      expect(linked).toMatchObject({ code: 0, err: '' });
      await expect(cli.run(['vendor', 'link', '562949953450002', '7004'])).resolves.toMatchObject({
        code: 1,
        err: expect.stringContaining('is linked with vendor 562949953450001 already') as string,
      });
      expect(await acts()).toContain('vendor.linked by A. Payable');

      // Going live is a workflow: a worker does it.
      const temporal = await prepareTestNamespace();
      Object.assign(cli.env, temporal);
      const worker = await startSourceProgram(['worker'], cli.env);
      const live = await cli.run(['connection', 'go-live', '--take-over', 'through', '2020-01-31', '--json']);
      await worker.stop();
      for (const name of Object.keys(temporal)) Reflect.deleteProperty(cli.env, name);
      expect(live.code).toBe(0);
      expect(live.json).toMatchObject({ takeOver: 'through 2020-01-31', takenOver: 0 });
      cli.write(
        'ob.csv',
        'project,commitment,last_number,certified,item_type,line_id,billed,stored,withheld\n24-001,SC-001,1,90,contract_item,3129856,100,0,10\n',
      );
      // The commitment's number is known to Procore alone so far.
      const imported = await cli.run(['opening-balance', 'import', 'ob.csv']);
      expect(imported).toMatchObject({ code: 0, err: '' });
      expect(imported.out).toContain('24-001/SC-001');
      const confirmed = await cli.run(['opening-balance', 'confirm', '--commitment', '24-001/SC-001']);
      expect(confirmed).toMatchObject({ code: 0, out: expect.stringContaining('confirmed: 24-001/SC-001') as string });
      const shown = await cli.run(['document', 'show', '24-001/SC-001/1', '--json']);
      expect(shown).toMatchObject({ code: 0, json: { projectNumber: '24-001', number: 1, open: true } });
      const second = await cli.run(['connection', 'go-live', '--take-over', 'all']);
      expect(second).toMatchObject({ code: 1, err: expect.stringContaining('is live since') as string });
    } finally {
      await Promise.all([procore.close(), jde.close()]);
    }
  });
});
