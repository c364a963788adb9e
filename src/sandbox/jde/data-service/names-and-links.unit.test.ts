import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('names and links of the data service', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const browse = (query: object) =>
    sandbox.call('v2/dataservice', {
      targetName: 'F0101',
      targetType: 'table',
      dataServiceType: 'BROWSE',
      findOnEntry: 'true',
      ...query,
    });

  test('a condition names TABLE.ALIAS; columns to return may be bare', async () => {
    const by = (controlId: string) =>
      browse({
        returnControlIDs: 'AN8',
        query: { condition: [{ controlId, operator: 'EQUAL', value: [{ content: '7004' }] }] },
      });
    expect((await by('F0101.AN8')).status).toBe(200);
    const bare = await by('AN8');
    expect(bare.status).toBe(500);
    expect(bare.json['message']).toContain('must be named as F0101.ALIAS');
  });

  test('a next link repeats the prefetch interval of the first call', async () => {
    const paged = { maxPageSize: '1', enableNextPageProcessing: true };
    const href = async (query: object) => new URL((await browse(query)).json['links']?.[0]?.['href'] ?? '');
    expect((await href(paged)).searchParams.has('nextPageTimeInterval')).toBe(false);
    const timed = await href({ ...paged, nextPageTimeInterval: '1000' });
    expect(timed.searchParams.get('nextPageTimeInterval')).toBe('1000');
  });
});
