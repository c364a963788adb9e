import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import { jdeUnderTest, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';

let sandbox: TestSandbox;
let jde: JdeUnderTest;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  jde = jdeUnderTest(sandboxSettings(sandbox.url));
});
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

test('accounts are told apart by what keeps postings away, and what is the matter of the document is not asked', async () => {
  const account = (businessUnit: string, object: string, subsidiary: string) => ({ businessUnit, object, subsidiary });
  const faults = await jde.adapter.accountFaults?.(
    [
      account('4411', '1340', '26010'),
      account('4411', '1340', '03300'),
      account('4411', '1350', '05120'),
      { ...account('4411', '1350', '05120'), subledger: '7004', subledgerType: 'A' },
      account('4499', '1340', '26010'),
      account('4411', '1340', '99999'),
      account('9999', '1340', '26010'),
    ],
    '2026-03-10',
  );
  expect(faults).toEqual([
    null,
    { why: expect.stringContaining('4411.1340.03300 is inactive'), cause: 'account:4411.1340.03300' },
    { why: expect.stringContaining('requires a subledger'), cause: 'account:4411.1350.05120' },
    null,
    { why: expect.stringContaining('4499 takes no postings'), cause: 'account:4499' },
    { why: expect.stringContaining('4411.1340.99999 does not exist'), cause: 'account:4411.1340.99999' },
    { why: expect.stringContaining('Business unit 9999'), cause: 'account:9999' },
  ]);
  await sandbox.control('PATCH', 'tables/F0901', { where: { SUB: '03300' }, set: { PEC: 'U' } });
  // Units are the line's.
  expect(await jde.adapter.accountFaults?.([account('4411', '1340', '03300')], '2026-03-10')).toEqual([null]);
  expect(await jde.adapter.accountFaults?.([], '2026-03-10')).toEqual([]);
});
