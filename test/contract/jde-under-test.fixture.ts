import { jdeUnderTest, sandboxSettings } from '../../src/clients/jde/jde-under-test.fixture';
import { sampleOrder, sampleVoucher } from '../../src/clients/jde/postings/sample-bodies.fixture';
import type { Found } from '../../src/domain/posting/look';
import type { JournalBody, PostingBody, VoucherBody } from '../../src/domain/jde/bodies/posting-body';
import { startTestSandbox } from '../../src/sandbox/jde/testing/test-sandbox';

const march = { glDate: '2026-03-31', orderDate: '2026-03-10', invoiceDate: '2026-03-10' };
const keyOf = (kind: string, number: number): string => `PC${kind}${number}`.padEnd(20, 'X');

/** A fresh sandbox of JDE and the real adapter before it, over real HTTP; both know which references reach F0411. */
export async function startJdeUnderTest(...given: Parameters<typeof startTestSandbox>) {
  const sandbox = await startTestSandbox(...given);
  const { ledgerKeys } = given[0] ?? {};
  const { at, send, close } = jdeUnderTest(
    sandboxSettings(sandbox.url, ledgerKeys === undefined ? {} : { ledgerKeys }),
  );
  /** What the contract asks of one kind: its port, and its own comparison. */
  const kindUnderTest = (name: string) => {
    const { kind, port } = at(name);
    return { kind: name, port, compare: (body: unknown, found: Found) => kind.compare(body, found) };
  };
  return {
    sandbox,
    kindUnderTest,
    send,
    close: async (): Promise<void> => {
      await close();
      await sandbox.close();
    },
  };
}

/** A supplier's number that fits no other test, amounts that differ, keys of our form. */
export const orderBody = (number: number) => ({
  ...sampleOrder,
  ...march,
  branchPlant: '4411',
  erpKey: keyOf('ORDER', number),
  lines: sampleOrder.lines.map((line) => ({ ...line, amount: `${number}0000.00` })),
  total: `${number}0000.00`,
});

export const voucherBody = (number: number): VoucherBody => ({
  ...sampleVoucher,
  ...march,
  order: null,
  erpKey: keyOf('VOUCHER', number),
  ediBatch: keyOf('VOUCHER', number).slice(0, 15),
  invoiceNumber: `INV-${number}`,
  payItems: [{ payItem: '001', amount: `${number}0000.00`, payStatus: 'H' }],
  distribution: sampleVoucher.distribution
    .slice(0, 1)
    .flatMap((line) => [line, { ...line, line: 2 }])
    .map((line) => ({ ...line, amount: `${number * 5000}.00` })),
  total: `${number}0000.00`,
});

export const journalBody = (number: number): JournalBody => ({
  kind: 'journal',
  erpKey: keyOf('JOURNAL', number),
  ediUser: 'PROCORE',
  ediBatch: keyOf('JOURNAL', number).slice(0, 15),
  company: '00200',
  documentType: 'JE',
  glDate: '2026-03-31',
  currency: 'USD',
  foreign: false,
  explanation: 'Retainage only',
  distribution: sampleVoucher.distribution.map((line, index) => ({
    ...line,
    amount: `${index === 0 ? '' : '-'}${number}00.00`,
  })),
});

export const keyed = <Body extends PostingBody>(body: Body) => ({ key: body.erpKey, body });
