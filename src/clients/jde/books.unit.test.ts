import { sum } from '../../domain/money/money';
import { voucherInputs } from '../../sandbox/jde/testing/test-documents';
import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { BooksSource } from '../erp-sources';
import { jdeUnderTest, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';

// JDE's books as a tie-out reads them, from the sandbox that was written apart: F0911 by our documents, F0902 by account.

const cost = '4411.1340.26010';
const retainage = '200.4110';
const reference = { documentNumber: '1', documentType: 'PV', documentCompany: '00200' };
const ours = { key: 'PC1', kind: 'voucher', reference };

let sandbox: TestSandbox;
let jde: JdeUnderTest;
let books: BooksSource;
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

/** Voucher 1 of March: 10,000.00 to the job, 1,000.00 of retainage kept back. */
async function voucher(
  settings: Parameters<typeof startTestSandbox>[0] = {},
  inputs: object = {},
  tables: Parameters<typeof startTestSandbox>[1] = {},
): Promise<void> {
  sandbox = await startTestSandbox(settings, tables);
  jde = jdeUnderTest(sandboxSettings(sandbox.url));
  books = jde.adapter.books!;
  await sandbox.run('PC_ADD_BATCH_VOUCHER', voucherInputs(inputs));
  await sandbox.control('POST', 'ap/process', { mode: 'final' });
}
const ap = (act: string, order: object = {}) => sandbox.control('POST', `ap/${act}`, { doc: 1, ...order });
/** As `4411.1340.26010 2026-03 10000`; what is in no balance with a star. */
const lines = async (of = [ours]) =>
  (await books.lines(of)).map(
    ({ account, date, amount, isInBooks }) => `${account} ${date.slice(0, 7)} ${amount}${isInBooks ? '' : '*'}`,
  );

test('lines of our document are in the books once they are posted; of others none is read as ours', async () => {
  await voucher();
  expect(await lines()).toEqual([`${cost} 2026-03 10000*`, `${retainage} 2026-03 -1000*`]);
  await ap('post');
  expect(await lines()).toEqual([`${cost} 2026-03 10000`, `${retainage} 2026-03 -1000`]);
  for (const other of [{ documentNumber: '2' }, { documentType: 'JE' }, { documentCompany: '00210' }]) {
    expect(await lines([{ ...ours, reference: { ...reference, ...other } }])).toEqual([]);
  }
  expect(await books.lines([{ ...ours, reference: null }])).toEqual([]);
});

test.each(['own', 'PE'] as const)(
  'a void is in the month of its own date, whatever its lines are called: %s',
  async (type) => {
    await voucher({ voidDocumentType: type });
    await ap('post');
    await ap('void', { glDate: '20260430' });
    await ap('post');
    const later = (await lines()).filter((line) => line.includes('2026-04'));
    expect(later).toEqual([`${cost} 2026-04 -10000`, `${retainage} 2026-04 1000`]);
    expect(sum((await books.lines([ours])).map(({ amount }) => amount))).toBe('0');
  },
);

test('in a foreign currency ours is the amount of the document, beside that of the books', async () => {
  await voucher({ exchangeRates: { 'EUR/USD': '1.25' } }, { Currency: 'EUR', CurrencyMode: 'F' });
  await ap('post');
  expect((await books.lines([ours]))[0]).toMatchObject({ amount: '10000', booked: '12500' });
});

test('balances are those of the month for all accounts of the job, whoever posted them', async () => {
  await voucher();
  await ap('post');
  expect(await books.balances([cost], '2026-03')).toEqual([{ account: cost, amount: '10000' }]);
  expect((await books.balances([cost], '2026-04')).filter(({ amount }) => amount !== '0')).toEqual([]);
  await ap('change', { lines: [{ account: '4411.1350.05120', amount: '1.50' }], amount: '9001.50' });
  await ap('post');
  expect(await books.balances([cost], '2026-03')).toEqual([
    { account: cost, amount: '10000' },
    { account: '4411.1350.05120', amount: '1.5' },
  ]);
});

test('a fiscal year that is called after the calendar year in which it ends has its balances under that name', async () => {
  const ends = [31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30].map((days, index) => {
    const month = ((index + 6) % 12) + 1;
    return [
      `D${String(index + 1).padStart(2, '0')}J`,
      `${month > 6 ? 2025 : 2026}${String(month).padStart(2, '0')}${days}`,
    ];
  });
  const year = { DTPN: 'R', FY: 26, DFYJ: '20250701', ...Object.fromEntries(ends), D13J: '20260630', D14J: '20260630' };
  const F0010 = [{ CO: '00200', NAME: 'Builder', CRCD: 'USD', PNC: 9, APPN: 9, DFYJ: '20250701', DTPN: 'R' }];
  await voucher({}, {}, { F0008: [year], F0010 });
  await ap('post');
  expect(await sandbox.rows('F0902', { FY: '26' })).toHaveLength(2);
  expect(await books.balances([cost], '2026-03')).toEqual([{ account: cost, amount: '10000' }]);
});

test('where no fiscal period ends with the month, no balance is told', async () => {
  await voucher();
  await ap('post');
  await sandbox.control('PATCH', 'tables/F0008', { where: { DTPN: 'R' }, set: { D03J: '20260327' } });
  expect(await books.balances([cost], '2026-03')).toEqual([]);
});
