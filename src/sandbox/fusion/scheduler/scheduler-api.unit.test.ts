import { LEDGER_ID, PROCORE_SOURCE } from '../testing/test-company.fixture';
import {
  GROUP,
  journal,
  KEEPS,
  PARAMETERS,
  requestNamed,
  requests,
  statusOf,
  submit,
} from '../testing/test-journals.fixture';
import { startTestSandbox, type TestAnswer, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

const SCHEDULER = '/ess/rest/scheduler/v1/requests';

describe('the API of the scheduler', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  const get = (query: string): Promise<TestAnswer> => sandbox.get(`${SCHEDULER}${query}`);

  test('finds a tree by its root and answers what is asked for, absent values as null', async () => {
    const id = await submit(sandbox, journal('10.00'));
    await submit(sandbox, journal('20.00'));
    await statusOf(sandbox, id);
    const q = encodeURIComponent(`absParentRequestId eq ${id}`);
    const { json } = await get(`?q=${q}&fields=requestId,parentRequestId,state&limit=100`);
    expect(json).toMatchObject({ count: 5, pageIndex: 0 });
    expect(json).not.toHaveProperty('hasMore');
    expect(json.items[0]).toEqual({ requestId: Number(id), parentRequestId: null, state: 'SUCCEEDED' });
    const one = (await get(`/${id}`)).json;
    expect(one).toMatchObject({
      requestId: Number(id),
      errorType: null,
      submitter: 'sandbox-client',
      elapsedTime: expect.any(Number),
    });
    expect((await get(`/${id}?excludeFields=links,state`)).json).not.toHaveProperty('state');
  });

  test('asks by state in double quotes, by ids, and page by page until one is empty', async () => {
    const id = await submit(sandbox, journal('10.00', { 11: '99999' }));
    await statusOf(sandbox, id);
    const q = (text: string): string => `?q=${encodeURIComponent(text)}&fields=requestId`;
    expect((await get(q('state eq "WARNING"'))).json.count).toBe(2);
    expect((await get(q(`state eq "WARNING" and absParentRequestId ne ${id}`))).json.count).toBe(0);
    for (const wrong of [
      "state eq 'WARNING'",
      'nothing eq 1',
      'state is "WARNING"',
      'state eq "WARNING" or state eq "ERROR"',
    ]) {
      expect((await get(q(wrong))).status).toBe(400);
    }
    expect((await get('?limit=many')).status).toBe(400);
    expect((await get(`?id=${id},1&fields=requestId`)).json.items).toEqual([{ requestId: Number(id) }]);
    const counts = await Promise.all(
      [0, 1, 2, 3].map(async (page) => (await get(`?limit=2&pageIndex=${page}`)).json.count),
    );
    expect(counts).toEqual([2, 2, 1, 0]);
  });

  test.each([
    [{}, null, []],
    [{ listedParameters: true, parentParameters: 'shown' }, PARAMETERS.split(','), PARAMETERS.split(',')],
  ] as const)(
    'shows the parameters of an import; those of a list and of the parent are switches: %j',
    async (settings, listed, parents) => {
      await sandbox.set(settings);
      const id = await submit(sandbox, journal('10.00'));
      const { id: importer } = await requestNamed(sandbox, 'Import Journals');
      const parametersOf = async (of: string): Promise<TestJson[]> =>
        (await get(`/${of}?fields=requestParameters`)).json.requestParameters;
      expect((await parametersOf(importer))[3]).toEqual({
        name: 'submit.argument4',
        paramType: 'STRING',
        value: GROUP,
        scope: null,
      });
      expect((await parametersOf(id)).map(({ value }) => value)).toEqual(parents);
      const rows = (await get('?fields=requestId,requestParameters')).json.items;
      const row = rows.find(({ requestId }: TestJson) => String(requestId) === importer);
      expect(row.requestParameters?.map(({ value }: TestJson) => value) ?? null).toEqual(listed);
    },
  );

  test('submits a job and answers its id; the status of it is never told by erpintegrations', async () => {
    await submit(sandbox, journal('10.00', { 11: '99999' }), KEEPS);
    const [source, ledger] = [PROCORE_SOURCE, LEDGER_ID];
    const values = ['#NULL', source, ledger, GROUP, 'N', 'N', 'N'];
    const { status, json } = await sandbox.send('POST', SCHEDULER, {
      jobDefinitionId: 'JobDefinition://oracle/apps/ess/financials/generalLedger/programs/common/JournalImportLauncher',
      application: 'FscmEss',
      retries: 0,
      requestParameters: values.map((value, index) => ({
        name: `submit.argument${index + 1}`,
        paramType: 'STRING',
        value,
      })),
    });
    expect([status, Object.keys(json)]).toEqual([201, ['id', 'links']]);
    expect((await get(`/${json.id}?fields=state`)).json.state).toBe('SUCCEEDED');
    expect((await requests(sandbox)).at(-1)).toMatchObject({ jobName: 'Import Journals: Child', state: 'WARNING' });
    expect(await statusOf(sandbox, json.id)).toBe('');
  });

  test('one slash in JobDefinition looks like a privilege that is missing; an unknown job is a 404', async () => {
    const submitted = (jobDefinitionId: string) => sandbox.send('POST', SCHEDULER, { jobDefinitionId });
    const job = 'oracle/apps/ess/financials/generalLedger/programs/common/AutomaticPosting';
    const wrong = await submitted(`JobDefinition:/${job}`);
    expect(wrong.json).toMatchObject({ status: 403, errorCode: 'ESS-02002' });
    expect(wrong.status).toBe(403);
    expect((await submitted(`JobDefinition://${job}x`)).status).toBe(404);
    expect((await submitted(`JobDefinition://${job}`)).status).toBe(201);
    const user = { username: 'sandbox-client', password: '', deniedResources: [], hiddenBusinessUnits: [] };
    await sandbox.set({ users: [{ ...user, deniedJobs: ['AutomaticPosting'] }] });
    expect((await submitted(`JobDefinition://${job}`)).json.errorCode).toBe('ESS-02002');
    await sandbox.set({ users: [{ ...user, deniedResources: ['ess'] }] });
    expect((await get('')).status).toBe(403);
    await sandbox.set({ users: [{ ...user, emptyResources: ['ess'] }] });
    expect((await get('')).json.items).toEqual([]);
  });

  test('can be out of reach by itself', async () => {
    await sandbox.fault({ match: { resource: 'ess' }, kind: 'status', status: 503 });
    expect((await sandbox.get('journalBatches')).status).toBe(200);
    expect((await get('')).status).toBe(503);
    expect((await get('')).status).toBe(200);
    expect((await sandbox.get(SCHEDULER, { Authorization: 'Bearer none' })).status).toBe(401);
    expect((await sandbox.control('GET', 'calls')).json.counts).toMatchObject({ 'GET ess': 3 });
  });
});
