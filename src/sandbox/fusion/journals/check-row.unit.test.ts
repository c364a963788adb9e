import { LEDGER_ID, PROCORE_SOURCE } from '../testing/test-company.fixture';
import {
  batches,
  credit,
  debit,
  GROUP,
  interfaceStatuses,
  journal,
  parameters,
  KEEPS,
  requestNamed,
  submit,
} from '../testing/test-journals.fixture';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('what the import finds in a row', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  test.each([
    ['EF01', { 11: '61000' }],
    ['EF02', { 11: '60000' }],
    ['EF03', { 11: '60531' }],
    ['EF04', { 11: '99999' }],
    ['EF04', { 10: '77' }],
    ['EF04', { 12: '' }],
    ['EF04', { 13: '000' }],
    ['EF04', { 12: '0' }],
    ['EP01', { 3: '2026/06/30' }],
    ['EP01', { 3: '2049/01/15' }],
    ['EP01', { 3: '2019/01/15' }],
    ['EP01', { 95: 'Jun-26' }],
    ['EP01', { 95: 'Adj-26' }],
    ['EC03', { 6: 'EUR' }],
    ['EC02', { 6: 'EUR', 64: 'Corporate' }],
    ['EC06', { 6: 'EUR', 64: 'Corporate', 65: '2026/07/15' }],
    ['EC01', { 6: 'EUR', 64: 'User', 65: '2026/07/15' }],
    ['EZ01', { 5: 'Nonsense' }],
    ['EZ02', { 49: 'Y' }],
    ['EZ02', { 49: 'Y', 50: 'Aug-99' }],
    ['EZ02', { 49: 'Yes', 50: 'Dec-48' }],
    ['EF04,EC03', { 6: 'EUR', 11: '99999' }],
  ])('a row is refused with %s for %j', async (code, fields) => {
    await submit(
      sandbox,
      [
        debit('30.00', fields),
        credit('30.00', { 6: 'USD', ...fields, 9: '101', 10: '00', 11: '22100', 12: '000', 13: '' }),
      ],
      KEEPS,
    );
    expect((await interfaceStatuses(sandbox))[0]).toBe(code);
    const { id, files } = await requestNamed(sandbox, 'Import Journals: Child');
    expect(files[`${id}.txt`]).toContain(`\nError Lines\n${code}  Procore  `);
    expect(await batches(sandbox)).toEqual([]);
  });

  test.each([['O', 1], ['F', 1], ...(['C', 'N', 'P', 'W'] as const).map((status) => [status, 0] as const)] as const)(
    'a period with the status %s takes %d batches',
    async (ClosingStatus, count) => {
      const [period] = (
        await sandbox.control('GET', 'items/accountingPeriodStatusLOV?PeriodNameId=Jul-26&ApplicationId=101')
      ).json;
      const path = `items/accountingPeriodStatusLOV/${encodeURIComponent(period.PeriodKey)}`;
      await sandbox.control('PATCH', path, { ClosingStatus });
      await submit(sandbox, journal('30.00'));
      expect(await batches(sandbox)).toHaveLength(count);
    },
  );

  test('amounts are exact decimals: tenths balance', async () => {
    await submit(sandbox, [debit('0.10'), debit('0.20'), credit('0.30')]);
    const [batch] = (await sandbox.control('GET', 'items/journalBatches')).json;
    expect([batch.RunningTotalDr, batch.RunningTotalCr]).toEqual(['0.3', '0.3']);
  });

  test('the code of a period that is not open is a switch', async () => {
    await sandbox.set({ periodCode: 'EP03' });
    await submit(sandbox, journal('30.00', { 3: '2026/06/30' }), KEEPS);
    expect(await interfaceStatuses(sandbox)).toEqual(['EP03', 'EP03']);
  });

  test('a future enterable period takes journals; the adjusting one only those that name it', async () => {
    const names = ['', 'Adj-26', 'Jul-26'].map((name, index) =>
      journal('1.00', { 3: '2026/07/31', 95: name, 46: `J${index}` }),
    );
    await submit(sandbox, [...journal('30.00', { 3: '2048/12/31' }), ...names.flat()]);
    const found = (await batches(sandbox)).map(({ DefaultPeriodName, journalHeaders }) => [
      DefaultPeriodName,
      journalHeaders.items.map(({ JournalName }: { JournalName: string }) => JournalName),
    ]);
    expect(found).toEqual([
      ['Dec-48', ['DC-1']],
      ['Jul-26', ['J0', 'J2']],
      ['Adj-26', ['J1']],
    ]);
  });

  test('a foreign amount is converted by its type, by a rate of its own, or as it is given', async () => {
    await sandbox.set({ conversionRates: { 'EUR/USD': '1.10' } });
    const foreign = { 6: 'EUR', 65: '2026/07/15' };
    await submit(sandbox, [
      ...journal('100.00', { ...foreign, 46: 'A', 64: 'Corporate' }),
      ...journal('10.01', { ...foreign, 46: 'B', 64: 'User', 66: '1.2345' }),
      debit('100.00', { ...foreign, 46: 'C', 41: '130.00' }),
      credit('100.00', { ...foreign, 46: 'C', 42: '130.00' }),
    ]);
    const [batch] = await batches(sandbox);
    const totals = batch.journalHeaders.items.map(
      (header: { RunningTotalDr: number; RunningTotalAccountedDr: number }) => [
        header.RunningTotalDr,
        header.RunningTotalAccountedDr,
      ],
    );
    expect(totals).toEqual([
      [100, 110],
      [10.01, 12.36],
      [100, 130],
    ]);
    await submit(sandbox, journal('5.00', { ...foreign, 64: 'Nonsense' }), KEEPS);
    expect(await interfaceStatuses(sandbox)).toEqual(['EC06', 'EC06']);
  });

  test('a journal must balance in both currencies', async () => {
    const foreign = { 6: 'EUR' };
    await submit(
      sandbox,
      [debit('100.00', { ...foreign, 41: '130.00' }), credit('100.00', { ...foreign, 42: '120.00' })],
      KEEPS,
    );
    expect(await interfaceStatuses(sandbox)).toEqual(['EU02', 'EU02']);
    const uneven = [
      debit('100.00', { ...foreign, 67: '3', 41: '130.00' }),
      credit('90.00', { ...foreign, 67: '3', 42: '130.00' }),
    ];
    await submit(sandbox, uneven, { ...KEEPS, ...parameters(PROCORE_SOURCE, LEDGER_ID, '3') });
    expect((await interfaceStatuses(sandbox)).slice(2)).toEqual(['EU02', 'EU02']);
  });

  test('a combination that does not exist is made when dynamic insertion is on and all its values exist', async () => {
    await submit(sandbox, journal('30.00', { 10: '77' }), KEEPS);
    expect((await interfaceStatuses(sandbox))[0]).toBe('EF04');
    await sandbox.set({ dynamicInsertion: true });
    await submit(sandbox, journal('30.00', { 10: '77', 67: '3' }), parameters(PROCORE_SOURCE, LEDGER_ID, '3'));
    const [batch] = await batches(sandbox);
    expect(batch.journalHeaders.items[0].journalLines.items[0].AccountCombination).toBe('101.77.60530.000');
    await submit(sandbox, journal('30.00', { 11: '99999', 67: '4' }), {
      ...KEEPS,
      ...parameters(PROCORE_SOURCE, LEDGER_ID, '4'),
    });
    expect((await interfaceStatuses(sandbox)).at(-2)).toBe('EF04');
  });

  test('account errors go to suspense only when the run says so and the ledger has an account for them', async () => {
    const toSuspense = parameters(PROCORE_SOURCE, LEDGER_ID, GROUP, 'Y,N,N');
    const bad = journal('30.00', { 11: '99999' });
    await submit(sandbox, bad, toSuspense);
    await sandbox.set({ suspensePosting: true, suspenseCombination: '101.10.63000.000' });
    await submit(sandbox, bad);
    expect(await batches(sandbox)).toEqual([]);
    await submit(sandbox, bad, toSuspense);
    const [batch] = await batches(sandbox);
    expect(batch.journalHeaders.items[0].journalLines.items[0].AccountCombination).toBe('101.10.63000.000');
  });
});
