import {
  batches,
  credit,
  debit,
  importBody,
  interfaceRows,
  journal,
  OPTIONS,
  PARAMETERS,
  post,
  requestNamed,
  statusOf,
  LOAD,
  rejectedCount,
  submit,
  zipOf,
} from '../testing/test-journals.fixture';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.fixture';
import { writeZip } from '../zip/write-zip';

describe('the load of GlInterface.csv', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  test.each([
    ['silent', 'SUCCEEDED', 'SUCCEEDED', 1],
    ['warning', 'WARNING', 'SUCCEEDED', 1],
    ['error', 'ERROR', 'ERROR', 0],
  ] as const)(
    'what rejected rows do to the rest: rejectedRows %s',
    async (rejectedRows, loadState, parentState, count) => {
      await sandbox.set({ rejectedRows });
      const bad = journal('20.00', { 46: 'DC-2', 3: '15.07.2026' });
      const id = await submit(sandbox, [...journal('10.00'), ...bad]);
      expect([(await requestNamed(sandbox, LOAD)).state, await statusOf(sandbox, id)]).toEqual([
        loadState,
        parentState,
      ]);
      expect(await batches(sandbox)).toHaveLength(count);
      expect(await rejectedCount(sandbox)).toBe('2');
    },
  );

  test('odd amounts come in when the switch says so', async () => {
    await sandbox.set({ oddAmounts: 'accepted' });
    await submit(sandbox, [debit('-10.00'), credit('-10.00', { 39: '0' })]);
    expect(await batches(sandbox)).toMatchObject([{ RunningTotalDr: -10, RunningTotalCr: -10 }]);
  });

  const zipped = (entries: Readonly<Record<string, string>>): string =>
    writeZip(Object.entries(entries).map(([name, text]) => ({ name, content: Buffer.from(text) }))).toString('base64');
  const csv = journal('10.00').join('\r\n');

  test.each([
    ['another case', zipOf(journal('10.00'), 'glinterface.csv')],
    ['a folder', zipOf(journal('10.00'), 'data/GlInterface.csv')],
    ['a second file', zipped({ 'GlInterface.csv': csv, 'ApInvoicesInterface.csv': csv })],
    ['no file', zipped({})],
    ['no zip', Buffer.from(csv).toString('base64')],
  ])('fails for %s: the load is an ERROR, the parent too, and no import runs', async (_what, DocumentContent) => {
    const id = await submit(sandbox, [], { DocumentContent });
    expect(await statusOf(sandbox, id)).toBe('ERROR');
    expect((await requestNamed(sandbox, LOAD)).state).toBe('ERROR');
    expect(await requestNamed(sandbox, 'Import Journals')).toBeUndefined();
    expect(await batches(sandbox)).toEqual([]);
  });

  test.each([
    ['loadFails', /^\d+$/],
    ['refused', /^-1$/],
  ] as const)(
    'a content that is no zip is seen by the load, or when it is submitted: badZip %s',
    async (badZip, id) => {
      await sandbox.set({ badZip });
      expect((await post(sandbox, importBody([], { DocumentContent: 'AAAA' }))).json.ReqstId).toMatch(id);
    },
  );

  test('a properties file says job and parameters when the request does not; lines may end as on Windows', async () => {
    const properties = `/oracle/apps/ess/financials/generalLedger/programs/common/,JournalImportLauncher,GlInterface,${PARAMETERS}`;
    const DocumentContent = zipped({ 'GlInterface.csv': csv, 'JournalImport.properties': properties });
    await submit(sandbox, [], { DocumentContent, JobName: undefined, ParameterList: undefined });
    expect(await batches(sandbox)).toHaveLength(1);
    const none = importBody([], { DocumentContent: zipped({ 'GlInterface.csv': csv }), JobName: '#NULL' });
    expect((await post(sandbox, none)).json.ReqstId).toBe('-1');
  });

  test('another interface than that of journals cannot load the file', async () => {
    const id = await submit(sandbox, journal('10.00'), { JobOptions: OPTIONS.replace('=15', '=1') });
    expect(await statusOf(sandbox, id)).toBe('ERROR');
    expect(await interfaceRows(sandbox)).toEqual([]);
  });
});
