import { LEDGER_ID, PROCORE_SOURCE } from '../testing/test-company.fixture';
import {
  batches,
  credit,
  debit,
  GROUP,
  interfaceRows,
  interfaceStatuses,
  journal,
  parameters,
  KEEPS,
  requestNamed,
  statusOf,
  submit,
} from '../testing/test-journals.fixture';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('the import of journals', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ essStepMs: 0 });
  });
  afterEach(() => sandbox.close());

  const importState = async (): Promise<string> => (await requestNamed(sandbox, 'Import Journals: Child')).state;
  const log = async (): Promise<string> => {
    const { id, files } = await requestNamed(sandbox, 'Import Journals: Child');
    return files[`${id}.log`];
  };

  test('makes one batch, named by Fusion with group and request of the child, and leaves nothing in the interface', async () => {
    const id = await submit(sandbox, journal('250.00'));
    const [batch, ...others] = await batches(sandbox);
    const child = await requestNamed(sandbox, 'Import Journals: Child');
    expect(others).toEqual([]);
    expect(batch).toMatchObject({
      BatchName: `PC-4411-2026-07-direct Procore A ${GROUP} ${child.id} N`,
      ...{ Status: 'U', DefaultPeriodName: 'Jul-26', UserJeSourceName: 'Procore', ActualFlagMeaning: 'Actual' },
      ...{ RunningTotalDr: 250, RunningTotalCr: 250, RunningTotalAccountedDr: 250, RunningTotalAccountedCr: 250 },
    });
    expect(child.id).not.toBe(id);
    expect(await interfaceRows(sandbox)).toEqual([]);
    expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
  });

  test('one bad account refuses the whole group: good rows stay as P, the bad one has its code, nothing comes in', async () => {
    const good = [...journal('10.00', { 46: 'DC-1' }), ...journal('20.00', { 46: 'DC-2' })];
    const id = await submit(sandbox, [...good, ...journal('30.00', { 46: 'DC-3', 11: '99999' })], KEEPS);
    expect(await batches(sandbox)).toEqual([]);
    expect(await interfaceStatuses(sandbox)).toEqual(['P', 'P', 'P', 'P', 'EF04', 'P']);
    expect((await interfaceRows(sandbox))[4].description).toBe(
      'FLEX-VALUE DOES NOT EXIST (SEGMENT=Account) (VALUESET=Corporate Account) (VALUE=99999)',
    );
    expect([await importState(), await statusOf(sandbox, id)]).toEqual(['WARNING', 'SUCCEEDED']);
  });

  test('two groups in one run of ALL: the good one comes in, the bad one does not', async () => {
    const bad = journal('30.00', { 67: '2', 11: '99999' });
    await submit(sandbox, [...journal('10.00'), ...bad], { ...KEEPS, ...parameters(PROCORE_SOURCE, LEDGER_ID, 'ALL') });
    expect(await batches(sandbox)).toMatchObject([{ RunningTotalDr: 10 }]);
    expect(await interfaceStatuses(sandbox)).toEqual(['EF04', 'P']);
  });

  test.each([
    ['a group that is not in the file', parameters(PROCORE_SOURCE, LEDGER_ID, '1')],
    ['a source that is not in the file', parameters('Manual', LEDGER_ID, GROUP)],
    ['the name of a source that has a key', parameters('Procore', LEDGER_ID, GROUP)],
    ['the name of the ledger', parameters(PROCORE_SOURCE, 'US Primary Ledger', GROUP)],
    ['all one position off', { ParameterList: `${PROCORE_SOURCE},${LEDGER_ID},${GROUP},N,N,N` }],
    ['a word as data access set', { ParameterList: `US Primary Ledger,${PROCORE_SOURCE},${LEDGER_ID},${GROUP},N,N,N` }],
  ])('succeeds and imports nothing for %s; the rows stay NEW', async (_what, more) => {
    const id = await submit(sandbox, journal('10.00'), { ...KEEPS, ...more });
    expect(await statusOf(sandbox, id)).toBe('SUCCEEDED');
    expect(await importState()).toBe('SUCCEEDED');
    expect(await log()).toContain('Total: 0 group id(s)');
    expect(await batches(sandbox)).toEqual([]);
    expect(await interfaceStatuses(sandbox)).toEqual(['NEW', 'NEW']);
  });

  test.each([
    ['key', [1, 0]],
    ['name', [0, 1]],
    ['either', [1, 1]],
  ] as const)(
    'the switch sourceParameter %s says what the job takes for a source that the customer made',
    async (sourceParameter, found) => {
      await sandbox.set({ sourceParameter });
      const counts: number[] = [];
      for (const source of [PROCORE_SOURCE, 'Procore']) {
        const before = (await batches(sandbox)).length;
        await submit(sandbox, journal('10.00'), parameters(source, LEDGER_ID, GROUP));
        counts.push((await batches(sandbox)).length - before);
      }
      expect(counts).toEqual(found);
      await submit(sandbox, journal('10.00', { 4: 'Manual' }), parameters('Manual', LEDGER_ID, GROUP));
      expect((await batches(sandbox)).at(-1).UserJeSourceName).toBe('Manual');
    },
  );

  test('a data access set that the user does not have sees no rows', async () => {
    await sandbox.set({ dataAccessSets: ['300000046975980'] });
    const list = (set: string) => ({ ParameterList: `${set},${PROCORE_SOURCE},${LEDGER_ID},${GROUP},N,N,N` });
    await submit(sandbox, journal('10.00'), list('300000046975981'));
    expect(await batches(sandbox)).toEqual([]);
    await submit(sandbox, journal('10.00'), list('300000046975980'));
    expect(await batches(sandbox)).toHaveLength(1);
  });

  test('the ledger is named by its id or, without one, by its name', async () => {
    await submit(sandbox, journal('10.00', { 2: '', 92: 'US Primary Ledger' }));
    await submit(sandbox, journal('20.00', { 2: '', 92: 'Other Ledger' }));
    expect(await batches(sandbox)).toMatchObject([{ RunningTotalDr: 10 }]);
  });

  test('the same file twice gives two batches', async () => {
    await submit(sandbox, journal('250.00'));
    await submit(sandbox, journal('250.00'));
    const names = (await batches(sandbox)).map(({ BatchName }) => BatchName);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(2);
  });

  test('rows of a refused group are picked up when the group is used again: the second time they spoil it', async () => {
    await submit(sandbox, journal('30.00', { 11: '99999' }), KEEPS);
    await submit(sandbox, journal('30.00'), KEEPS);
    expect(await batches(sandbox)).toEqual([]);
    expect(await interfaceStatuses(sandbox)).toEqual(['EF04', 'P', 'P', 'P']);
  });

  test('anybody can import a refused group later, once its row is mended', async () => {
    await submit(sandbox, journal('30.00', { 11: '99999' }), KEEPS);
    const [{ number }] = await interfaceRows(sandbox);
    await sandbox.control('PATCH', `gl/interface/${number}`, { SEGMENT3: '60530' });
    const late = await sandbox.control('POST', 'gl/import', {
      source: PROCORE_SOURCE,
      ledger: LEDGER_ID,
      group: GROUP,
    });
    expect(late.json).toMatchObject({ jobName: 'Import Journals', submitter: 'GL.ACCOUNTANT' });
    expect(await batches(sandbox)).toMatchObject([{ RunningTotalDr: 30 }]);
    expect(await interfaceRows(sandbox)).toEqual([]);
  });

  test.each([
    ['all', []],
    ['importedOnly', ['EF04', 'P']],
  ] as const)('PurgeOption=Y takes rows of a refused group too, or not: purgeOption %s', async (purgeOption, left) => {
    await sandbox.set({ purgeOption });
    await submit(sandbox, journal('30.00', { 11: '99999' }));
    expect(await interfaceStatuses(sandbox)).toEqual(left);
  });

  test('an unbalanced journal is refused with EU02 while suspense is off, each of its rows', async () => {
    await submit(sandbox, [debit('30.00'), credit('29.99'), ...journal('5.00', { 46: 'DC-2' })], KEEPS);
    expect(await interfaceStatuses(sandbox)).toEqual(['EU02', 'EU02', 'P', 'P']);
    expect(await batches(sandbox)).toEqual([]);
  });

  test('with suspense on it comes in without an error, its totals unequal; only the report warns', async () => {
    await sandbox.set({ suspensePosting: true });
    const id = await submit(sandbox, [debit('30.00'), credit('29.99')]);
    expect(await batches(sandbox)).toMatchObject([{ Status: 'U', RunningTotalDr: 30, RunningTotalCr: 29.99 }]);
    expect([await importState(), await statusOf(sandbox, id)]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    const { id: child, files } = await requestNamed(sandbox, 'Import Journals: Child');
    expect(files[`${child}.txt`]).toMatch(/Unbalanced Journal Entries\nWU01 {2}DC-1 {2}USD {2}30\.00 {2}29\.99/);
  });

  test('two journals that only balance together are both unbalanced', async () => {
    await submit(sandbox, [debit('30.00', { 46: 'DC-1' }), credit('30.00', { 46: 'DC-2' })], KEEPS);
    expect(await interfaceStatuses(sandbox)).toEqual(['EU02', 'EU02']);
  });

  test.each([
    ['refused', 0, 'EU02'],
    ['notPosted', 1, 'The journal is not balanced by entity.'],
    ['allowed', 1, undefined],
  ] as const)(
    'a journal that is not balanced by its first segment: unbalancedSegments %s',
    async (unbalancedSegments, count, why) => {
      await sandbox.set({ unbalancedSegments });
      await submit(sandbox, [debit('30.00', { 9: '102' }), credit('30.00')], KEEPS);
      const [batch] = await batches(sandbox);
      expect(await batches(sandbox)).toHaveLength(count);
      if (batch === undefined) {
        expect(await interfaceStatuses(sandbox)).toEqual([why, why]);
        return;
      }
      const posted = await sandbox.control('POST', 'gl/post', { batch: batch.JeBatchId });
      expect(posted.json.message).toBe(why);
      expect((await batches(sandbox))[0]).toMatchObject(
        why === undefined
          ? { Status: 'P', ErrorMessage: null }
          : { Status: 'U', ErrorMessage: why, journalErrors: { items: [{ HeaderName: 'DC-1', ErrorMessage: why }] } },
      );
    },
  );

  test('another segment may be the balancing one', async () => {
    await sandbox.set({ balancingSegment: 'department' });
    await submit(sandbox, journal('30.00'), KEEPS);
    expect(await interfaceStatuses(sandbox)).toEqual(['EU02', 'EU02']);
  });
});
