import { EXPENSE_TEXT } from '../testing/test-company.fixture';
import {
  batches,
  GROUP,
  importBody,
  JOB,
  journal,
  OPTIONS,
  PARAMETERS,
  post,
  requestNamed,
  statusOf,
  submit,
} from '../testing/test-journals.fixture';
import { startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';
import { readZip } from '../zip/read-zip';

const USER = { username: 'sandbox-client', password: '', deniedResources: [], hiddenBusinessUnits: [] };
const ACCOUNT = 'fin$/generalLedger$/import$';

describe('erpintegrations', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  const find = (finder: string) => sandbox.get(`erpintegrations?finder=${finder}`);
  const filesIn = (content: string): Record<string, string> =>
    Object.fromEntries(
      readZip(Buffer.from(content, 'base64')).map((each) => [each.name, each.content.toString('utf8')]),
    );

  test('importBulkData answers what was sent with a request id, and no content', async () => {
    const { status, json } = await post(sandbox, importBody(journal('10.00')));
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ...{ OperationName: 'importBulkData', ReqstId: '9763072', RequestStatus: null, DocumentId: null },
      ...{ DocumentContent: null, ParameterList: PARAMETERS, JobName: JOB, links: expect.any(Array) },
    });
  });

  test('some pods answer 200, and the id as a number', async () => {
    await sandbox.set({ integrationStatus: 200, requestIdForm: 'number' });
    const { status, json } = await post(sandbox, importBody(journal('10.00')));
    expect([status, json.ReqstId]).toEqual([200, 9763072]);
    expect((await post(sandbox, importBody(journal('10.00'), { JobName: 'a,b' }))).json.ReqstId).toBe(-1);
  });

  test.each([
    ['an unknown job', { JobName: '/oracle/apps/ess/financials/generalLedger/programs/common,Nothing' }],
    ['a job without its comma', { JobName: JOB.replace(',', '/') }],
    ['a bad account', { DocumentAccount: 'fin/generalLedger/import' }],
  ])('answers a success with request -1 for %s; nothing is stored', async (_what, more) => {
    const { status, json } = await post(sandbox, importBody(journal('10.00'), more));
    expect([status, json.ReqstId]).toEqual([201, '-1']);
    expect((await sandbox.control('GET', 'ucm')).json).toEqual([]);
    expect((await sandbox.control('GET', 'ess/requests')).json).toEqual([]);
  });

  test('a missing privilege for the job is -1 too, for the resource a 403, for its rows silence', async () => {
    await sandbox.set({ users: [{ ...USER, deniedJobs: ['JournalImportLauncher'] }] });
    expect((await post(sandbox, importBody(journal('10.00')))).json.ReqstId).toBe('-1');
    await sandbox.set({ users: [{ ...USER, deniedResources: ['erpintegrations'] }] });
    expect((await post(sandbox, importBody(journal('10.00')))).status).toBe(403);
    await sandbox.set({ users: [{ ...USER, emptyResources: ['erpintegrations'] }] });
    const id = await submit(sandbox, journal('10.00'));
    expect(await statusOf(sandbox, id)).toBeUndefined();
  });

  test('a fault refuses with -1 what is right', async () => {
    await sandbox.fault({ match: { action: 'importBulkData' }, kind: 'businessFailure' });
    expect(await submit(sandbox, journal('10.00'))).toBe('-1');
    expect((await sandbox.control('GET', 'ucm')).json).toEqual([]);
  });

  test.each([
    ['the slash before oracle is optional', { JobName: JOB.slice(1) }],
    ['another account was reported to work', { DocumentAccount: 'fin$/journal$/import' }],
    ['the media type of resource items is taken too', {}],
  ])('%s', async (_what, more) => {
    const body = importBody(journal('10.00'), more);
    expect((await sandbox.send('POST', 'erpintegrations', body)).json.ReqstId).toMatch(/^\d+$/);
    expect(await batches(sandbox)).toHaveLength(1);
  });

  test('the accounts of a pod are a setting', async () => {
    await sandbox.set({ documentAccounts: [ACCOUNT] });
    const other = importBody(journal('10.00'), { DocumentAccount: 'fin$/journal$/import' });
    expect((await post(sandbox, other)).json.ReqstId).toBe('-1');
  });

  test('names are case sensitive, and what is needed must be there', async () => {
    const wrong = await post(sandbox, importBody([], { requestId: '1' }));
    expect(wrong.json['o:errorDetails'][0].detail).toBe('Invalid attribute "requestId" in the payload');
    for (const missing of ['OperationName', 'DocumentContent', 'FileName', 'DocumentAccount']) {
      const answer = await post(sandbox, importBody(journal('10.00'), { [missing]: undefined }));
      expect([answer.status, answer.json['o:errorDetails'][0]['o:errorCode']]).toEqual([400, '27014']);
    }
    expect((await post(sandbox, importBody([], { OperationName: 'exportEverything' }))).status).toBe(400);
    expect((await sandbox.send('PATCH', 'erpintegrations', {})).status).toBe(405);
    expect((await sandbox.get('erpintegrations/1')).status).toBe(404);
    expect((await sandbox.get('erpintegrations')).json.items).toEqual([]);
  });

  test('ImportOption=N loads the file and runs no import', async () => {
    const id = await submit(sandbox, journal('10.00'), {
      JobOptions: OPTIONS.replace('ImportOption=Y', 'ImportOption=N'),
    });
    expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
    expect(await requestNamed(sandbox, 'Import Journals')).toBeUndefined();
    expect((await sandbox.control('GET', 'gl/interface')).json).toHaveLength(2);
  });

  describe('the status of a request', () => {
    test.each([
      ['withRequest', { OperationName: 'getESSJobStatus', ReqstId: '9763072', RequestStatus: 'SUCCEEDED' }],
      ['asAsked', { RequestStatus: 'SUCCEEDED' }],
    ] as const)(
      'is one row, as the example has it or with what was asked for alone: statusFields %s',
      async (statusFields, row) => {
        await sandbox.set({ statusFields });
        const id = await submit(sandbox, journal('10.00'));
        const { json } = await find(`ESSJobStatusRF;requestId=${id}&onlyData=true&fields=RequestStatus`);
        expect(json).toMatchObject({ items: [row], count: 1, hasMore: false, limit: 25, offset: 0 });
        expect(Object.keys(json.items[0])).toHaveLength(Object.keys(row).length);
      },
    );

    test('has its other members as null, and is found by an encoded finder too', async () => {
      const id = await submit(sandbox, journal('10.00'));
      const { items } = (await find(`ESSJobStatusRF%3BrequestId%3D${id}`)).json;
      expect(items).toMatchObject([{ RequestStatus: 'SUCCEEDED', JobName: null, DocumentId: null }]);
    });

    test.each([
      ['text', ''],
      ['null', null],
    ] as const)('is empty while the request is not visible yet: emptyStatus %s', async (emptyStatus, empty) => {
      await sandbox.set({ emptyStatus, requestVisibleAfterMs: 60_000 });
      const id = await submit(sandbox, journal('10.00'));
      expect(await statusOf(sandbox, id)).toBe(empty);
      await sandbox.control('POST', 'clock', { aheadSeconds: 61 });
      expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
    });

    test.each([
      ['noItems', undefined],
      ['emptyStatus', ''],
    ] as const)('of an unknown id is no row, or an empty one: unknownRequest %s', async (unknownRequest, status) => {
      await sandbox.set({ unknownRequest });
      expect(await statusOf(sandbox, '4711')).toBe(status);
    });

    test.each([
      ['empty', ''],
      ['shown', 'SUCCEEDED'],
    ] as const)('of a child: childStatus %s', async (childStatus, status) => {
      await sandbox.set({ childStatus });
      await submit(sandbox, journal('10.00'));
      const { id } = await requestNamed(sandbox, 'Load Interface File for Import');
      expect(await statusOf(sandbox, id)).toBe(status);
    });
  });

  const treeOf = async (of: string): Promise<TestJson> =>
    JSON.parse((await find(`ESSExecutionDetailsRF;requestId=${of}`)).json.items[0].RequestStatus).JOBS;
  const [load, importer] = ['Load Interface File for Import', 'Import Journals'];
  const [child, upload] = ['Import Journals: Child', 'Upload Interface Error and Output File to UCM'];
  const names = (jobs: TestJson[]): string[] => jobs.map(({ JOBNAME }) => JOBNAME);

  test('the tree is JSON in a text: an object where there is one, an array where there are several', async () => {
    const id = await submit(sandbox, journal('10.00'));
    const jobs = await treeOf(id);
    expect(jobs).toMatchObject({
      JOBNAME: load,
      JOBPATH: expect.stringContaining('/oracle/apps/ess/'),
      STATUS: 'SUCCEEDED',
    });
    expect(names(jobs.CHILD)).toEqual([importer, upload]);
    expect(jobs.CHILD[0].CHILD).toMatchObject({ JOBNAME: child, STATUS: 'SUCCEEDED' });
    expect(await treeOf(jobs.CHILD[0].REQUESTID)).toMatchObject({ JOBNAME: child });
    expect((await find('ESSExecutionDetailsRF;requestId=4711')).json.items).toEqual([]);
  });

  test('load, import and upload may stand side by side, or the import elsewhere', async () => {
    await sandbox.set({ importRequests: 'underParent' });
    const jobs = await treeOf(await submit(sandbox, journal('10.00')));
    expect(names(jobs)).toEqual([load, importer, upload]);
    expect(jobs[1].CHILD).toMatchObject({ JOBNAME: child });
    await sandbox.set({ importRequests: 'separate' });
    expect(names(await treeOf(await submit(sandbox, journal('10.00'))))).toEqual([load, upload]);
  });

  describe('logs', () => {
    const bad = journal('30.00', { 11: '99999' });

    test('are a zip of the whole tree: load log, import log, and the report with its three sections', async () => {
      const id = await submit(sandbox, [...journal('10.00', { 46: 'DC-2' }), ...bad]);
      const { json } = await find(`ESSJobExecutionDetailsRF;requestId=${id},fileType=ALL`);
      const files = filesIn(json.items[0].DocumentContent);
      const [loadId, childId] = [(await requestNamed(sandbox, load)).id, (await requestNamed(sandbox, child)).id];
      expect(files[`${loadId}.log`]).toContain('Total logical records rejected:      0');
      expect(files[`${childId}.log`]).toContain('FLEX-VALUE DOES NOT EXIST');
      const report = files[`${childId}.txt`] ?? '';
      const [, unbalanced, lines, key] = report.split(/\n\n(?=Unbalanced|Error Lines|Error Key)/);
      expect(unbalanced).toBe('Unbalanced Journal Entries');
      expect(lines).toBe(`Error Lines\nEF04  Procore  2026-07-15  USD  ${EXPENSE_TEXT.replace('60530', '99999')}  30`);
      expect(key).toContain('\nEF01  This account is inactive');
    });

    test('are of one request, by its type, and asked for with the exact names', async () => {
      await submit(sandbox, bad);
      const { id } = await requestNamed(sandbox, child);
      const body = { OperationName: 'downloadESSJobExecutionDetails', ReqstId: id };
      const namesOf = async (FileType: string): Promise<string[]> =>
        Object.keys(filesIn((await post(sandbox, { ...body, FileType })).json.DocumentContent));
      expect(await namesOf('LOG')).toEqual([`${id}.log`]);
      expect(await namesOf('OUT')).toEqual([`${id}.txt`]);
      expect((await post(sandbox, { OperationName: body.OperationName, requestId: id })).status).toBe(400);
      expect((await post(sandbox, { ...body, ReqstId: '4711' })).status).toBe(404);
    });

    test('have no report when ExtractFileType is not ALL; else a copy is left in UCM', async () => {
      const id = await submit(sandbox, bad);
      await statusOf(sandbox, id);
      const names = (await sandbox.control('GET', 'ucm')).json.map(({ fileName }: TestJson) => fileName);
      expect(names).toEqual([`GlInterface_PC_${GROUP}.zip`, `ImportBulkData_JournalImportLauncher_${id}.zip`]);
      const other = await submit(sandbox, bad, { JobOptions: 'InterfaceDetails=15,ImportOption=Y,PurgeOption=Y' });
      const { json } = await find(`ESSJobExecutionDetailsRF;requestId=${other},fileType=ALL`);
      expect(Object.keys(filesIn(json.items[0].DocumentContent)).every((name) => name.endsWith('.log'))).toBe(true);
      expect((await sandbox.control('GET', 'ucm')).json).toHaveLength(3);
    });
  });
});
