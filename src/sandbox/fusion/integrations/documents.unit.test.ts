import { GROUP, journal, post, submit, zipOf } from '../testing/test-journals.fixture';
import { startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

const ACCOUNT = 'fin$/generalLedger$/import$';

describe('UCM', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  const find = (finder: string) => sandbox.get(`erpintegrations?finder=${finder}`);
  const upload = (FileName: string, more: object = {}) =>
    post(sandbox, {
      OperationName: 'uploadFileToUCM',
      DocumentContent: zipOf(journal('10.00')),
      ...{ FileName, ContentType: 'zip', DocumentAccount: ACCOUNT },
      ...more,
    });
  const ids = async (prefix: string, account = '%23NULL'): Promise<string[]> =>
    (await find(`DocumentIdsByFilePrefixRF;filePrefix=${prefix},docAccount=${account},comment=%23NULL`)).json.items.map(
      ({ DocumentId }: TestJson) => DocumentId,
    );

  test('keeps what was uploaded, and gives it back; nothing is loaded by that', async () => {
    const { DocumentId } = (await upload('a.zip')).json;
    const body = { OperationName: 'getDocumentForDocumentId', DocumentId };
    expect((await post(sandbox, body)).json.DocumentContent).toBe(zipOf(journal('10.00')));
    expect((await post(sandbox, { ...body, DocumentId: '1' })).status).toBe(404);
    expect((await sandbox.control('GET', 'gl/interface')).json).toEqual([]);
    expect((await upload('a.zip', { DocumentAccount: 'nowhere' })).status).toBe(400);
  });

  test('finds files by the beginning of their name, those of an import from the moment it was submitted', async () => {
    await sandbox.set({ essFrozen: true });
    await submit(sandbox, journal('10.00'));
    await upload('GlInterface_PC_9.zip', { DocumentAccount: 'fin$/journal$/import' });
    expect(await ids('GlInterface_PC_')).toHaveLength(2);
    expect(await ids(`GlInterface_PC_${GROUP}.zip`)).toHaveLength(1);
    expect(await ids('GlInterface_PC_', encodeURIComponent(ACCOUNT))).toHaveLength(1);
    expect(await ids('Nothing')).toEqual([]);
    const [{ id }] = (await sandbox.control('GET', 'ucm')).json;
    await sandbox.control('DELETE', `ucm/${id}`);
    expect(await ids('GlInterface_PC_')).toHaveLength(1);
  });

  test('wants all variables of the finder, and #NULL for those that are not used', async () => {
    expect((await find('DocumentIdsByFilePrefixRF;filePrefix=a')).status).toBe(400);
    expect(
      (await find('DocumentIdsByFilePrefixRF;filePrefix=a,docAccount=%23NULL,comment=%23NULL,more=1')).status,
    ).toBe(400);
    expect((await find('NothingRF;a=1')).status).toBe(400);
  });

  test('a list may be one row with all ids, and may lag behind', async () => {
    await upload('a1.zip');
    await upload('a2.zip');
    const rows = await ids('a');
    await sandbox.set({ documentIds: 'list' });
    expect(await ids('a')).toEqual([rows.join(',')]);
    expect(await ids('b')).toEqual([]);
    await sandbox.set({ listedAfterMs: 60_000 });
    expect(await ids('a')).toEqual([]);
  });
});
