import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import type { Look } from '../../domain/posting/look';
import type { ProcessorRunBody } from '../../domain/jde/bodies/posting-body';
import { jdeUnderTest, posted, sandboxSettings, type JdeUnderTest } from './jde-under-test.fixture';
import { sampleVoucher } from './postings/sample-bodies.fixture';

let sandbox: TestSandbox;
let jde: JdeUnderTest;
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

const march = { glDate: '2026-03-31', invoiceDate: '2026-03-10' };
const voucher = { ...sampleVoucher, ...march, order: null };
const { ediUser, ediBatch, erpKey: ediTransaction, company, supplier, invoiceNumber } = voucher;
const run: ProcessorRunBody = {
  ...{ kind: 'processorRun', erpKey: 'PCRUNRUNRUNRUNRUNRUN', mode: 'final' },
  ...{ ediUser, ediBatch, ediTransaction, company, supplier, invoiceNumber },
};
const delivered = { reference: { ediUser, ediBatch, ediTransaction }, firstSentAt: '2026-03-10T00:00:00Z' };

/** One look alone and one among others, which must not contradict each other. */
async function looks(): Promise<readonly (Look | undefined)[]> {
  const port = jde.port('voucher');
  const [alone] = await port.look([posted(voucher, delivered)]);
  const [among] = await port.look([
    posted(voucher, delivered),
    posted({ ...voucher, erpKey: 'PCNONE', invoiceNumber: '?' }),
  ]);
  return [alone, among];
}

async function processed(ledgerKeys: string, purge: boolean): Promise<void> {
  sandbox = await startTestSandbox({ ledgerKeys, purge } as Parameters<typeof startTestSandbox>[0]);
  jde = jdeUnderTest(sandboxSettings(sandbox.url, { ledgerKeys: ledgerKeys as 'both' }));
  await jde.port('voucher').send(posted(voucher));
  await jde.port('processorRun').send(posted(run));
}

describe.each(['both', 'VR01', 'URRF', 'none'])('where of our keys %s reaches the ledger', (ledgerKeys) => {
  test.each([true, false])('a processed voucher is ours, with purge %p', async (purge) => {
    await processed(ledgerKeys, purge);
    for (const look of await looks()) expect(look?.found).toMatchObject([{ stage: 'vouchered' }]);
  });

  test.each([true, false])(
    'one that was deleted is gone only where a key would tell it, with purge %p',
    async (purge) => {
      await processed(ledgerKeys, purge);
      const [row] = await sandbox.rows('F0411', { VINV: invoiceNumber });
      await sandbox.control('POST', 'ap/delete', { doc: row?.['DOC'] });
      for (const look of await looks()) {
        expect(look?.found.filter((one) => one.stage !== 'gone')).toEqual([]);
        expect(look?.unclear !== undefined).toBe(ledgerKeys === 'none');
      }
    },
  );
});
