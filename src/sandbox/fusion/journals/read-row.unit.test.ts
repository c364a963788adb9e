import {
  credit,
  debit,
  interfaceRows,
  journal,
  line,
  OPTIONS,
  statusOf,
  loadLog,
  rejectedCount,
  submit,
} from '../testing/test-journals.fixture';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.fixture';
import { COLUMNS } from './columns';

const STAYS = { JobOptions: OPTIONS.replace('ImportOption=Y', 'ImportOption=N') };

describe('a row of GlInterface.csv', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  test('knows the 149 columns by the positions of the reference', () => {
    const at = (number: number): string => COLUMNS[number - 1]?.name ?? '';
    expect(COLUMNS).toHaveLength(149);
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(at)).toEqual([
      ...['STATUS', 'LEDGER_ID', 'ACCOUNTING_DATE', 'USER_JE_SOURCE_NAME', 'USER_JE_CATEGORY_NAME'],
      ...['CURRENCY_CODE', 'DATE_CREATED', 'ACTUAL_FLAG'],
    ]);
    const marks: Readonly<Record<number, string>> = {
      ...{ 9: 'SEGMENT1', 38: 'SEGMENT30', 39: 'ENTERED_DR' },
      ...{ 40: 'ENTERED_CR', 41: 'ACCOUNTED_DR', 42: 'ACCOUNTED_CR' },
      ...{ 43: 'REFERENCE1', 46: 'REFERENCE4', 49: 'REFERENCE7' },
      ...{ 50: 'REFERENCE8', 51: 'REFERENCE9', 52: 'REFERENCE10' },
      ...{ 53: 'REFERENCE21', 62: 'REFERENCE30', 63: 'STAT_AMOUNT' },
      ...{ 64: 'USER_CURRENCY_CONVERSION_TYPE', 65: 'CURRENCY_CONVERSION_DATE', 66: 'CURRENCY_CONVERSION_RATE' },
      ...{ 67: 'GROUP_ID', 68: 'ATTRIBUTE_CATEGORY', 69: 'ATTRIBUTE1' },
      ...{ 88: 'ATTRIBUTE20', 89: 'ATTRIBUTE_CATEGORY3', 90: 'AVERAGE_JOURNAL_FLAG' },
      ...{ 91: 'ORIGINATING_BAL_SEG_VALUE', 92: 'LEDGER_NAME', 93: 'ENCUMBRANCE_TYPE_ID' },
      ...{ 94: 'JGZZ_RECON_REF', 95: 'PERIOD_NAME', 96: 'REFERENCE18' },
      ...{ 98: 'REFERENCE20', 99: 'ATTRIBUTE_DATE1', 108: 'ATTRIBUTE_DATE10' },
      ...{ 109: 'ATTRIBUTE_NUMBER1', 118: 'ATTRIBUTE_NUMBER10', 119: 'GLOBAL_ATTRIBUTE_CATEGORY' },
      ...{ 120: 'GLOBAL_ATTRIBUTE1', 139: 'GLOBAL_ATTRIBUTE20', 140: 'GLOBAL_ATTRIBUTE_DATE1' },
      ...{ 144: 'GLOBAL_ATTRIBUTE_DATE5', 145: 'GLOBAL_ATTRIBUTE_NUMBER1', 149: 'GLOBAL_ATTRIBUTE_NUMBER5' },
    };
    expect(Object.fromEntries(Object.keys(marks).map((number) => [number, at(Number(number))]))).toEqual(marks);
  });

  test("takes the reference's sample row, which names its ledger and period, with leading zeros kept", async () => {
    const fields = {
      ...{ 1: 'NEW', 2: '', 3: '2026/07/16', 4: 'Manual', 5: 'Manual', 6: 'USD', 7: '2026/07/16', 8: 'A' },
      ...{ 9: '120', 10: '10', 11: '60230', 12: '121', 13: '000', 14: '000', 39: '250.00' },
      ...{
        43: 'Batch_239239',
        44: 'Testing 1',
        46: 'Journal Entry - 239239',
        47: 'EBS Conversion 1',
        52: 'Journal Entry - 1',
      },
      ...{ 64: 'Corporate', 65: '2026/07/16', 66: '1.00', 67: '835822269', 92: 'US Primary Ledger', 95: 'Jul-26' },
    };
    await submit(sandbox, [line(fields)], STAYS);
    expect((await interfaceRows(sandbox))[0].values).toEqual({
      STATUS: 'NEW',
      ACCOUNTING_DATE: '2026-07-16',
      USER_JE_SOURCE_NAME: 'Manual',
      USER_JE_CATEGORY_NAME: 'Manual',
      CURRENCY_CODE: 'USD',
      DATE_CREATED: '2026-07-16',
      ACTUAL_FLAG: 'A',
      ...{ SEGMENT1: '120', SEGMENT2: '10', SEGMENT3: '60230', SEGMENT4: '121', SEGMENT5: '000', SEGMENT6: '000' },
      ENTERED_DR: '250',
      ...{ REFERENCE1: 'Batch_239239', REFERENCE2: 'Testing 1', REFERENCE4: 'Journal Entry - 239239' },
      ...{ REFERENCE5: 'EBS Conversion 1', REFERENCE10: 'Journal Entry - 1' },
      ...{ USER_CURRENCY_CONVERSION_TYPE: 'Corporate', CURRENCY_CONVERSION_DATE: '2026-07-16' },
      ...{
        CURRENCY_CONVERSION_RATE: '1',
        GROUP_ID: '835822269',
        LEDGER_NAME: 'US Primary Ledger',
        PERIOD_NAME: 'Jul-26',
      },
    });
    expect(await rejectedCount(sandbox)).toBe('0');
  });

  test('reads quoted fields: commas, doubled quotes and letters of UTF-8', async () => {
    await submit(sandbox, [debit('10.00', { 52: '"Ready-mix, 3"" slab, Größe 2"' })], STAYS);
    expect((await interfaceRows(sandbox))[0].values.REFERENCE10).toBe('Ready-mix, 3" slab, Größe 2');
  });

  test.each([
    ['a quotation mark that is not closed', { 52: '"open' }],
    ['a quotation mark inside a field', { 52: '3" slab' }],
    ['a comma too many', { 52: 'one, two' }],
    ['a column 150 that is not END', { 150: 'end' }],
    ['a status that is not NEW', { 1: 'OLD' }],
    ['no date', { 3: '' }],
    ['a date with hyphens', { 3: '2026-07-15' }],
    ['a date that is no day', { 3: '2026/02/30' }],
    ['a short year', { 3: '26/07/15' }],
    ['no source', { 4: '' }],
    ['no category', { 5: '' }],
    ['no currency', { 6: '' }],
    ['no date of creation', { 7: '' }],
    ['another actual flag', { 8: 'X' }],
    ['an encumbrance without its type', { 8: 'E' }],
    ['a separator of thousands', { 39: '"1,250.00"' }],
    ['a decimal comma', { 39: '"10,5"' }],
    ['a currency sign', { 39: '$10' }],
    ['an exponent', { 39: '1e3' }],
    ['a group that is no number', { 67: 'PC-4411' }],
    ['a batch name of 101 characters', { 43: 'x'.repeat(101) }],
    ['a line description of 241 characters', { 52: 'x'.repeat(241) }],
    ['a negative amount', { 39: '-10.00' }],
    ['0 in the other side', { 40: '0' }],
    ['neither side', { 39: '' }],
  ])('rejects a row with %s, and says so in its log alone', async (_what, fields) => {
    const id = await submit(sandbox, [debit('10.00', fields), credit('10.00')], STAYS);
    expect(await rejectedCount(sandbox)).toBe('1');
    expect(await loadLog(sandbox)).toContain('Record 1: Rejected');
    expect(await interfaceRows(sandbox)).toHaveLength(1);
    expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
  });

  test('takes texts up to their limits', async () => {
    await submit(sandbox, [debit('10.00', { 43: 'x'.repeat(100), 46: 'y'.repeat(100), 52: 'z'.repeat(240) })], STAYS);
    expect(await rejectedCount(sandbox)).toBe('0');
  });

  test('rejects a header: the file has none', async () => {
    await submit(sandbox, [COLUMNS.map(({ name }) => name).join(',') + ',END', ...journal('10.00')], STAYS);
    expect(await rejectedCount(sandbox)).toBe('1');
  });

  test.each([
    ['tolerated', '0'],
    ['rejected', '2'],
  ] as const)('rows without their last columns: shortRows %s', async (shortRows, count) => {
    await sandbox.set({ shortRows });
    const short = journal('10.00').map((row) => row.split(',').slice(0, 95).join(','));
    await submit(sandbox, short, STAYS);
    expect(await rejectedCount(sandbox)).toBe(count);
  });

  test('95 columns without a date of creation fail whatever the switch', async () => {
    const short = journal('10.00', { 7: '' }).map((row) => row.split(',').slice(0, 95).join(','));
    await submit(sandbox, short, STAYS);
    expect(await rejectedCount(sandbox)).toBe('2');
  });

  test('a comma that is missing moves END into a number, which is rejected', async () => {
    await submit(sandbox, [debit('10.00').replace(/,END$/, 'END')], STAYS);
    expect(await rejectedCount(sandbox)).toBe('1');
    expect(await loadLog(sandbox)).toContain('GLOBAL_ATTRIBUTE_NUMBER5: invalid number');
  });
});
