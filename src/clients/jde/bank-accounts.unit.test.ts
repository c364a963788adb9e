import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import { jdeUnderTest, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';

// F0030 has accounts of everybody: suppliers, customers, the company itself. Of a supplier's it is read when they changed.

const day = (before: number) => {
  const at = new Date(Date.now() - before * 86_400_000);
  return at.toISOString().slice(0, 10);
};
const stamp = (before: number) => day(before).replaceAll('-', '');
const row = (id: number, supplier: number, kind: string, before: number, fields: object = {}) => ({
  ...{ UKID: id, AN8: supplier, BKTP: kind, TNST: '021000021', CBNK: `98765400${id}`, UPMJ: stamp(before), ...fields },
});
const F0030 = [
  row(11, 7004, 'V', 200),
  row(12, 7004, 'Y', 9),
  row(13, 7004, 'D', 1),
  row(14, 7005, 'X', 40, { CBNK: '', IBAN: 'GB82WEST12345698765432' }),
  row(15, 1, 'G', 2),
  row(16, 7006, 'Z', 3, { CBNK: '1234567', UPMT: '93015' }),
];

let sandbox: TestSandbox;
let jde: JdeUnderTest;
const open = async (settings: Parameters<typeof startTestSandbox>[0] = {}) => {
  sandbox = await startTestSandbox(settings, { F0030 });
  jde = jdeUnderTest(sandboxSettings(sandbox.url));
};
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});
const known = async (supplier: string) => (await jde.facts('bankAccounts', supplier))[0];
const listed = (days: number) => jde.adapter.bankChanges?.(days);

test('the newest change of an account that a supplier is paid to counts; those of customers and of the company do not', async () => {
  await open();
  expect(await known('7004')).toEqual({ changedOn: day(9) });
  expect(await known('7005')).toEqual({ changedOn: day(40) });
  expect(await known('1')).toEqual({ changedOn: null });
  expect(await known('7999')).toEqual({ changedOn: null });
});

test('where JD Edwards does not let the table be read it is said why, and nothing fails', async () => {
  await open({ deniedTables: ['F0030'] });
  expect((await jde.adapter.check()).find(({ name }) => name === 'table F0030')).toMatchObject({
    ...{ ok: false, ask: expect.stringContaining('read access of PROCORE to F0030') },
  });
  expect(await known('7004')).toEqual({ unknown: expect.stringContaining('read F0030') });
});

test.each([true, false])(
  'masked there (%s) or not, at most four digits of an account are listed',
  async (maskBankAccounts) => {
    await open({ maskBankAccounts });
    expect(await listed(30)).toEqual([
      { supplier: '7004', kind: 'Y', account: '****0012', changedOn: day(9), stamp: `12 ${day(9)}T00:00:00` },
      {
        ...{ supplier: '7006', kind: 'Z', account: expect.stringMatching(/^\*{4}(4567)?$/) },
        ...{ changedOn: day(3), stamp: `16 ${day(3)}T09:30:15` },
      },
    ]);
    expect(await listed(45)).toContainEqual({
      ...{ supplier: '7005', kind: 'X', account: '****5432', changedOn: day(40), stamp: `14 ${day(40)}T00:00:00` },
    });
  },
);

test('that none changed is believed only where JDE shows a row beside it', async () => {
  await open();
  expect(await listed(1)).toEqual([]);
  await sandbox.close();
  sandbox = await startTestSandbox({}, { F0030: [], F0010: [] });
  jde = jdeUnderTest(sandboxSettings(sandbox.url));
  await expect(listed(1)).rejects.toThrow('the empty answer cannot be trusted');
});
