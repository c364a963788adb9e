import { startTestSandbox, type TestAnswer, type TestSandbox } from '../testing/test-sandbox';

const vendors = Array.from({ length: 7 }, (_, index) => ({
  AN8: 8001 + index,
  ALPH: `Vendor ${index}`,
  AT1: 'V',
  AC01: index < 3 ? 'A' : 'B',
  UPMJ: index === 0 ? '20260302' : '20260105',
}));
const amounts = [
  { DOC: 1, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 8001, MCU: '30', AG: '0.10' },
  { DOC: 2, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 8001, MCU: '30', AG: '0.20' },
  { DOC: 3, DCT: 'PV', KCO: '00200', SFX: '001', AN8: 8002, MCU: '4411', AG: '9007199254740.93' },
];

describe('data service', () => {
  let sandbox: TestSandbox;
  afterEach(() => sandbox.close());

  const browse = (changes: object): Promise<TestAnswer> =>
    sandbox.call('v2/dataservice', {
      targetName: 'F0101',
      targetType: 'table',
      dataServiceType: 'BROWSE',
      outputType: 'GRID_DATA',
      findOnEntry: 'TRUE',
      maxPageSize: '100',
      ...changes,
    });
  const condition = (controlId: string, operator: string, ...contents: string[]): object => ({
    controlId,
    operator,
    value: contents.map((content) => ({ content, specialValueId: 'LITERAL' })),
  });
  const grid = (answer: TestAnswer, table = 'F0101') => answer.json[`fs_DATABROWSE_${table}`]?.['data']?.['gridData'];
  const numbers = (answer: TestAnswer): unknown[] =>
    ((grid(answer)?.['rowset'] ?? []) as Record<string, unknown>[]).map((row) => row['F0101_AN8']);
  const start = async (settings = {}): Promise<void> => {
    sandbox = await startTestSandbox(settings, {
      F0101: vendors,
      F0401: [],
      F0411: amounts,
      F55X: [{ CODE: 'A', QTY: 1.5 }],
    });
  };

  test('returns the asked columns as TABLE_ALIAS, numbers as numbers, dates as yyyyMMdd', async () => {
    await start();
    const answer = await browse({
      returnControlIDs: 'F0101.AN8|ALPH|F0101.UPMJ|F0101.EFTB|F0101.TAX',
      query: { condition: [condition('F0101.AN8', 'EQUAL', '8001')] },
    });
    expect(grid(answer)).toMatchObject({
      columns: { F0101_AN8: 'Address number' },
      rowset: [{ F0101_AN8: 8001, F0101_ALPH: 'Vendor 0', F0101_UPMJ: '20260302', F0101_EFTB: '', F0101_TAX: ' ' }],
      summary: { records: 1, moreRecords: false },
    });
  });

  test('business units come padded to 12 and are found trimmed; amounts keep every digit', async () => {
    await start();
    const answer = await browse({
      targetName: 'F0411',
      returnControlIDs: 'F0411.MCU|F0411.AG',
      query: { condition: [condition('F0411.MCU', 'LIST', '4411', '99')] },
    });
    expect(answer.text).toContain('"F0411_AG":9007199254740.93');
    expect(answer.text).toContain('"F0411_MCU":"        4411"');
  });

  test.each([
    ['EQUAL', ['8002'], [8002]],
    ['NOT_EQUAL', ['8002'], [8001, 8003, 8004, 8005, 8006, 8007]],
    ['LESS', ['8002'], [8001]],
    ['LESS_EQUAL', ['8002'], [8001, 8002]],
    ['GREATER', ['8006'], [8007]],
    ['GREATER_EQUAL', ['8006'], [8006, 8007]],
    ['BETWEEN', ['8003', '8004'], [8003, 8004]],
    ['LIST', ['8007', '8001'], [8001, 8007]],
  ])('%s on a number', async (operator, contents, expected) => {
    await start();
    expect(numbers(await browse({ query: { condition: [condition('F0101.AN8', operator, ...contents)] } }))).toEqual(
      expected,
    );
  });

  test.each([
    ['STR_START_WITH', 'Vendor', 7],
    ['STR_END_WITH', ' 3', 1],
    ['STR_CONTAIN', 'dor 2', 1],
    ['STR_BLANK', '', 0],
    ['STR_NOT_BLANK', '', 7],
  ])('%s on a text', async (operator, content, count) => {
    await start();
    expect(numbers(await browse({ query: { condition: [condition('F0101.ALPH', operator, content)] } }))).toHaveLength(
      count,
    );
  });

  test('MATCH_ANY joins by or, and groups of complexQuery by their own word', async () => {
    await start();
    const two = [condition('F0101.AN8', 'EQUAL', '8001'), condition('F0101.AN8', 'EQUAL', '8005')];
    expect(numbers(await browse({ query: { matchType: 'MATCH_ANY', condition: two } }))).toEqual([8001, 8005]);
    const complexQuery = [
      { andOr: 'AND', query: { matchType: 'MATCH_ALL', condition: [condition('F0101.AC01', 'EQUAL', 'A')] } },
    ];
    expect(numbers(await browse({ query: { matchType: 'MATCH_ANY', condition: two, complexQuery } }))).toEqual([8001]);
  });

  test('dates in a query are in the format of the user, or special values', async () => {
    await start();
    const by = (content: string) =>
      browse({ query: { condition: [condition('F0101.UPMJ', 'GREATER_EQUAL', content)] } });
    expect(numbers(await by('02/03/2026'))).toEqual([8001]);
    expect((await by('20260302')).status).toBe(500);
    const special = {
      controlId: 'F0101.UPMJ',
      operator: 'GREATER_EQUAL',
      value: [{ content: '0', specialValueId: 'TODAY_MINUS_DAY' }],
    };
    expect(numbers(await browse({ query: { condition: [special] } }))).toEqual([]);
  });

  test('rows come in the asked order', async () => {
    await start();
    const orderBy = [
      { column: 'AC01', direction: 'DESC' },
      { column: 'AN8', direction: 'DESC' },
    ];
    expect(numbers(await browse({ aggregation: { orderBy } }))).toEqual([8007, 8006, 8005, 8004, 8003, 8002, 8001]);
  });

  test('without paging the cut is told and no link is given', async () => {
    await start();
    const answer = await browse({ maxPageSize: '3' });
    expect(grid(answer)?.['summary']).toEqual({ records: 3, moreRecords: true });
    expect(answer.json['links']).toBeUndefined();
  });

  test('next links lead to the end', async () => {
    await start();
    const first = await browse({ maxPageSize: '3', enableNextPageProcessing: true });
    const href = String(first.json['links']?.[0]?.['href']).replace(`${sandbox.url}/jderest/`, '');
    expect(href).toContain(encodeURIComponent(sandbox.token));
    expect(numbers(await sandbox.call(href))).toEqual([8004, 8005, 8006]);
    const last = await sandbox.get(href);
    expect(numbers(last)).toEqual([8007]);
    expect(last.json['links']).toBeUndefined();
    expect((await sandbox.get(href)).status).toBe(500);
  });

  test('a result set that was left alone answers JAS_MSG347', async () => {
    await start({ resultSetSeconds: 0.05 });
    const first = await browse({ maxPageSize: '3', enableNextPageProcessing: true });
    await new Promise((resolve) => setTimeout(resolve, 120));
    const href = String(first.json['links']?.[0]?.['href']).replace(`${sandbox.url}/jderest/`, '');
    const answer = await sandbox.call(href);
    expect(answer.status).toBe(500);
    expect(answer.json['sysErrors']?.[0]?.['TITLE']).toContain('JAS_MSG347');
  });

  test('COUNT counts', async () => {
    await start();
    const query = { condition: [condition('F0101.AC01', 'EQUAL', 'B')] };
    expect((await browse({ dataServiceType: 'COUNT', query })).json).toEqual({ ds_F0101: { count: 4 } });
  });

  test('AGGREGATION sums exactly by group, the group padded', async () => {
    await start();
    const answer = await browse({
      targetName: 'F0411',
      dataServiceType: 'AGGREGATION',
      aggregation: {
        aggregations: [
          { aggregation: 'SUM', column: 'AG' },
          { aggregation: 'MIN', column: 'F0411.AG' },
          { aggregation: 'MAX', column: 'DOC' },
          { aggregation: 'AVG', column: 'AG' },
          { aggregation: 'COUNT', column: '*' },
          { aggregation: 'COUNT_DISTINCT', column: 'AN8' },
        ],
        groupBy: [{ column: 'MCU' }],
        orderBy: [{ column: 'MCU', direction: 'ASC' }],
      },
    });
    expect(answer.json['ds_F0411']?.['output']?.[0]).toEqual({
      groupBy: { MCU: '          30' },
      'F0411.AG_SUM': 0.3,
      'F0411.AG_MIN': 0.1,
      'F0411.DOC_MAX': 2,
      'F0411.AG_AVG': 0.15,
      COUNT: 2,
      'F0411.AN8_COUNT_DISTINCT': 1,
    });
    expect(answer.text).toContain('"F0411.AG_SUM":0.30');
  });

  test('the GET form filters, sorts and limits', async () => {
    await start();
    const query = '$field=F0101.AN8&$filter=F0101.AC01%20EQ%20B&$sort=F0101.AN8%20DESC&$limit=2';
    const answer = await sandbox.get(`v2/dataservice/table/F0101?${query}`);
    expect(numbers(answer)).toEqual([8007, 8006]);
    expect(grid(answer)?.['summary']).toEqual({ records: 2, moreRecords: true });
  });

  test('a table of the site is served as it was loaded', async () => {
    await start();
    const answer = await browse({ targetName: 'F55X' });
    expect(grid(answer, 'F55X')?.['rowset']).toEqual([{ F55X_CODE: 'A', F55X_QTY: 1.5 }]);
  });

  test('several queries go in one call', async () => {
    await start();
    const request = { targetName: 'F0101', targetType: 'table', dataServiceType: 'COUNT' };
    const answer = await sandbox.call('v2/dataservice', { batchDataRequest: true, dataRequests: [request, request] });
    expect(answer.json).toEqual({ ds_0_F0101: { count: 7 }, ds_1_F0101: { count: 7 } });
  });

  test('unknown tables and columns, and tables without authority, are errors', async () => {
    await start({ deniedTables: ['F0411'] });
    expect((await browse({ targetName: 'F9999' })).status).toBe(500);
    expect((await browse({ returnControlIDs: 'F0101.NOPE' })).json['message']).toContain('F0101.NOPE is not a column');
    expect((await browse({ targetName: 'F0411' })).status).toBe(403);
    expect((await browse({ dataServiceType: 'DELETE' })).status).toBe(400);
  });

  test.each([
    [true, '****4321'],
    [false, '987654321'],
  ])('bank accounts are masked: %s', async (maskBankAccounts, shown) => {
    sandbox = await startTestSandbox({ maskBankAccounts });
    const answer = await browse({ targetName: 'F0030', returnControlIDs: 'F0030.CBNK' });
    expect(grid(answer, 'F0030')?.['rowset']).toEqual([{ F0030_CBNK: shown }]);
  });
});
