import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox';

describe('the DB fetch limit', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    const F0005 = Array.from({ length: 7 }, (_, index) => ({ SY: '00', RT: 'UM', KY: String(index) }));
    sandbox = await startTestSandbox({ dbFetchLimit: 5 }, { F0005 });
  });
  afterEach(() => sandbox.close());

  const query = { targetName: 'F0005', targetType: 'table', dataServiceType: 'BROWSE', outputType: 'GRID_DATA' };
  const browse = async (more: object) => {
    const { json } = await sandbox.call('v2/dataservice', { ...query, findOnEntry: 'true', ...more });
    const grid = json['fs_DATABROWSE_F0005']?.['data']?.['gridData'];
    return [grid?.['rowset']?.length, grid?.['summary']?.['moreRecords'], json['links']?.length ?? 0];
  };

  test.each([
    ['No Max', false],
    ['No Max', true],
    ['6', false],
    ['6', true],
  ])('a page of %s (next pages asked for: %s) is cut there: more records, and no link to them', async (size, next) => {
    expect(await browse({ maxPageSize: size, enableNextPageProcessing: next })).toEqual([5, true, 0]);
  });

  test('pages within the limit go on to the end', async () => {
    expect(await browse({ maxPageSize: '5', enableNextPageProcessing: true })).toEqual([5, true, 1]);
  });

  test('what fits is not cut; a GET and a query of a batch are cut too', async () => {
    const few = { query: { condition: [{ controlId: 'F0005.KY', operator: 'LESS', value: [{ content: '3' }] }] } };
    expect(await browse({ maxPageSize: 'No Max', ...few })).toEqual([3, false, 0]);
    const got = await sandbox.get('v2/dataservice/table/F0005?$limit=100');
    expect(got.json['fs_DATABROWSE_F0005']?.['data']?.['gridData']?.['summary']).toEqual({
      records: 5,
      moreRecords: true,
    });
    const dataRequests = [{ ...query, findOnEntry: true, maxPageSize: 'No Max' }];
    const batch = await sandbox.call('v2/dataservice', { batchDataRequest: true, dataRequests });
    const form = batch.json['fs_0_DATABROWSE_F0005'];
    expect(form?.['data']?.['gridData']?.['summary']).toEqual({ records: 5, moreRecords: true });
  });
});
